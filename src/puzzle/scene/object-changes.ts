import type { Random } from '../../imaging/random.ts';
import { colourDistance, findColour } from './palette.ts';
import { isShelf, type Place, placeOfSurface, placesOnTop, randomSpot } from './place.ts';
import type { Scene, SceneObject } from './scene-model.ts';
import type { Setting } from './setting.ts';
import type { Part } from './setting-schema.ts';
import { createStage } from './stage.ts';

/** What a change of an object may look at. */
export interface ChangeContext {
  readonly setting: Setting;
  readonly scene: Scene;
  readonly part: Part;
  readonly random: Random;
}

/** The object after a change; `gone` when it is removed; undefined when it cannot be changed in this way. */
type Change = (object: SceneObject, context: ChangeContext) => SceneObject | 'gone' | undefined;

/** Nearer colours are too alike to be told apart across a room. */
const MIN_COLOUR_DISTANCE = 0.16;
const SIZE_FACTORS = [0.68, 1.4];
/** A move is seen when it is at least this many heights or widths long. */
const MIN_MOVE = 0.7;
/** Spots that are tried for a move. */
const MOVE_TRIALS = 40;

/** The place that an object is on. */
export function placeOf({ setting, scene }: ChangeContext, object: SceneObject): Place | undefined {
  const surface = setting.manifest.surfaces.find(({ id }) => id === object.surface);
  if (surface) return placeOfSurface(surface);
  const host = scene.objects.find(({ id }) => id === object.host);
  const part = setting.manifest.parts.find(({ id }) => id === host?.type);
  return host && part && placesOnTop(host, part).find(({ name }) => name === object.surface);
}

/** Tells whether an object has room among all others, its former self aside. */
export function roomFor({ setting, scene }: ChangeContext, id: string): (object: SceneObject, place: Place) => boolean {
  const stage = createStage(setting, scene.layers, scene.frame);
  for (const other of scene.objects) if (other.id !== id) stage.add(other);
  return (object, place) => stage.rate(object, place) > Number.NEGATIVE_INFINITY;
}

const recolour: Change = (object, { part, random }) => {
  for (const [slot, names] of random.shuffle(Object.entries(part.colours))) {
    const now = findColour(object.colours[slot]) ?? '';
    const others = names.filter((name) => colourDistance(findColour(name) ?? now, now) >= MIN_COLOUR_DISTANCE);
    if (others.length > 0) return { ...object, colours: { ...object.colours, [slot]: random.pick(others) } };
  }
  return undefined;
};

const variant: Change = (object, { part, random }) => {
  for (const [name, values] of random.shuffle(Object.entries(part.variants))) {
    const others = values.filter((value) => value !== object.variants[name]);
    if (others.length > 0) return { ...object, variants: { ...object.variants, [name]: random.pick(others) } };
  }
  return undefined;
};

const mirror: Change = (object, { part }) => (part.mirror ? { ...object, mirrored: !object.mirrored } : undefined);

const resize: Change = (object, context) => {
  const place = placeOf(context, object);
  const sizes = context.random.shuffle(SIZE_FACTORS).map((factor) => ({ ...object, scale: object.scale * factor }));
  if (!place) return undefined;
  const hasRoom = roomFor(context, object.id);
  return sizes.find((changed) => hasRoom(changed, place));
};

const move: Change = (object, context) => {
  const place = placeOf(context, object);
  const box = context.setting.templates.get(object.type)?.viewBox;
  if (!place || !box) return undefined;
  const hasRoom = roomFor(context, object.id);
  for (let trial = 0; trial < MOVE_TRIALS; trial++) {
    const spot = randomSpot(place, context.random);
    if (!spot) return undefined;
    const scale = (object.scale * spot.scale) / object.perspective;
    const [dx, dy] = [(spot.x - object.x) / (box.width * scale), (spot.y - object.y) / (box.height * scale)];
    if (Math.hypot(dx, isShelf(place) ? 0 : dy) < MIN_MOVE) continue;
    const moved = { ...object, x: spot.x, y: spot.y, scale, perspective: spot.scale, depth: spot.depth };
    if (hasRoom(moved, place)) return moved;
  }
  return undefined;
};

/** The ways an object may differ between two scenes. A new one is one function and one line here. */
export const OBJECT_CHANGES = {
  remove: () => 'gone',
  recolour,
  move,
  resize,
  mirror,
  variant,
} as const satisfies Record<string, Change>;

export type ObjectChangeKind = keyof typeof OBJECT_CHANGES;
export const OBJECT_CHANGE_KINDS = Object.keys(OBJECT_CHANGES) as readonly ObjectChangeKind[];
