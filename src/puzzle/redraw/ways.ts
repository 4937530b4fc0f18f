import type { EditKind } from '../../contract/answer-key.ts';
import type { Random } from '../../imaging/random.ts';
import { type ChangeContext, OBJECT_CHANGES, placeOf, roomFor } from '../scene/object-changes.ts';
import { contains, isShelf, randomSpot, spotAt } from '../scene/place.ts';
import type { SceneObject } from '../scene/scene-model.ts';

/** An object of a scene before and after a change: one of them is absent where something comes or goes. */
export interface ObjectChange {
  readonly before?: SceneObject;
  readonly after?: SceneObject;
}

/** All changes of one kind that an object may undergo; none where it may not. */
type Way = (object: SceneObject, context: ChangeContext) => readonly ObjectChange[];

/** Spots that are tried for a copy. */
const COPY_TRIALS = 30;
/** What moves goes so many of its widths to one side: enough to be seen, and old and new place still join. */
const NUDGE = { least: 0.3, most: 0.6 };
const NUDGE_TRIALS = 6;
/** Degrees by which something leans over. */
const LEAN = { least: 14, most: 24 };

const spread = (random: Random, { least, most }: { readonly least: number; readonly most: number }) =>
  random.between(least, most) * (random.next() < 0.5 ? -1 : 1);

/** Every colour or every variant of an object, another one of its choices each time. */
function otherChoices(
  object: SceneObject,
  of: 'colours' | 'variants',
  { part, random }: ChangeContext,
): readonly ObjectChange[] {
  return random.shuffle(Object.entries(part[of])).flatMap(([name, choices]) => {
    const others = [...new Set(choices)].filter((choice) => choice !== object[of][name]);
    return random
      .shuffle(others)
      .map((choice) => ({ before: object, after: { ...object, [of]: { ...object[of], [name]: choice } } }));
  });
}

/** A double of an object at a free spot of the same shelf, wall or field. */
const copy: Way = (object, context) => {
  const { random } = context;
  const place = placeOf(context, object);
  if (!place) return [];
  const id = `${object.id}-double`;
  const hasRoom = roomFor(context, id);
  for (let trial = 0; trial < COPY_TRIALS; trial++) {
    const spot = randomSpot(place, random);
    if (!spot) return [];
    const scale = (object.scale * spot.scale) / object.perspective;
    const here = { x: spot.x, y: spot.y, scale, perspective: spot.scale, depth: spot.depth };
    const double = { ...object, ...here, id };
    if (hasRoom(double, place)) return [{ after: double }];
  }
  return [];
};

const nudge: Way = (object, context) => {
  const place = placeOf(context, object);
  const width = context.setting.templates.get(object.type)?.viewBox.width;
  if (!place || !width) return [];
  const hasRoom = roomFor(context, object.id);
  for (let trial = 0; trial < NUDGE_TRIALS; trial++) {
    const x = object.x + spread(context.random, NUDGE) * width * object.scale;
    if (!contains(place, { x, y: object.y })) continue;
    const { y, depth } = isShelf(place) ? spotAt(place, { x, y: object.y }) : object;
    const nudged = { ...object, x, y, depth };
    if (hasRoom(nudged, place)) return [{ before: object, after: nudged }];
  }
  return [];
};

/** What is drawn a little aslant by itself may lean more; clouds lie flat, and what stands would fall over. */
const lean: Way = (object, context) => {
  const place = placeOf(context, object);
  if (!place || context.part.tilt === 0) return [];
  const leaning = { ...object, tilt: object.tilt + spread(context.random, LEAN) };
  return roomFor(context, object.id)(leaning, place) ? [{ before: object, after: leaning }] : [];
};

const oneOf =
  (kind: 'mirror' | 'resize'): Way =>
  (object, context) => {
    const after = OBJECT_CHANGES[kind](object, context);
    return after && after !== 'gone' ? [{ before: object, after }] : [];
  };

/**
 * The ways in which a scene is drawn differently, by the kind of edit that players see. Nothing here is filled in or cut
 * out: the scene is drawn anew, so no change leaves a trace.
 */
export const WAYS: Partial<Readonly<Record<EditKind, Way>>> = {
  remove: (object) => [{ before: object }],
  duplicate: copy,
  recolour: (object, context) => otherChoices(object, 'colours', context),
  detail: (object, context) => otherChoices(object, 'variants', context),
  mirror: oneOf('mirror'),
  resize: oneOf('resize'),
  move: nudge,
  rotate: lean,
};

/** What something stands on stays as it is in all but its colour. */
const FOR_HOSTS: readonly EditKind[] = ['recolour'];

/** Whether a kind of change may be made of an object. */
export const mayChange = (kind: EditKind, object: SceneObject, objects: readonly SceneObject[]): boolean =>
  FOR_HOSTS.includes(kind) || objects.every(({ host }) => host !== object.id);
