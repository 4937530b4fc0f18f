import type { Point, Size } from '../../contract/geometry.ts';
import { createRandom, type Random } from '../../imaging/random.ts';
import { contains, isShelf, type Place, placeOfSurface, placesOnTop, randomSpot, type Spot, spotAt } from './place.ts';
import { frameFor, inDrawingOrder, type Scene, type SceneLayer, type SceneObject } from './scene-model.ts';
import type { Setting } from './setting.ts';
import type { Part } from './setting-schema.ts';
import { createStage, type Stage } from './stage.ts';

/** Spots that are tried for one object; the best one is taken. */
const TRIALS = 28;
/** Rounds of filling up after the first, in case things found no room. */
const EXTRA_REQUESTS = 60;
/** How far a group's members on a field step forward or back, in shares of their height. */
const GROUP_DEPTH_STEP = 0.22;
/** Drawings keep a margin for the outline beneath what stands: its foot is at this share of the height. */
const FOOT_HEIGHT = 0.955;
const DEFAULT_GROUP = { count: [1, 1], gap: 0, chance: 0, same: [] } as const;

/** What belongs to the making of one scene. */
interface Work {
  readonly setting: Setting;
  readonly random: Random;
  readonly stage: Stage;
  /** Grows as things that others can stand on arrive. */
  readonly places: Place[];
  readonly placed: Map<string, number>;
}

type Look = Pick<SceneObject, 'colours' | 'variants'>;

function choose(choices: Readonly<Record<string, readonly string[]>>, random: Random): Record<string, string> {
  return Object.fromEntries(Object.entries(choices).map(([name, values]) => [name, random.pick(values)]));
}

function lookOf(part: Part, random: Random): Look {
  return { colours: choose(part.colours, random), variants: choose(part.variants, random) };
}

/** A look of its own, except for what the whole group shares. */
function lookInGroup(part: Part, first: Look, shared: readonly string[], random: Random): Look {
  const own = lookOf(part, random);
  const keep = (own: Readonly<Record<string, string>>, first: Readonly<Record<string, string>>) =>
    Object.fromEntries(Object.entries(own).map(([name, value]) => [name, shared.includes(name) ? first[name] : value]));
  return { colours: keep(own.colours, first.colours), variants: keep(own.variants, first.variants) };
}

function anchorOf(part: Part, { hold }: Place, setting: Setting): Point {
  if (part.anchor) return { x: part.anchor[0], y: part.anchor[1] };
  const box = setting.templates.get(part.id)?.viewBox;
  if (!box) throw new Error(`${part.id}: no drawing in ${setting.name}`);
  const y = { stand: box.y + box.height * FOOT_HEIGHT, hang: box.y, float: box.y + box.height / 2 }[hold];
  return { x: box.x + box.width / 2, y };
}

function makeObject(work: Work, part: Part, place: Place, spot: Spot, look: Look): SceneObject {
  const { setting, random, placed } = work;
  const height = random.between(part.height[0], part.height[1]);
  const drawn = setting.templates.get(part.id)?.viewBox.height ?? 1;
  const object = {
    id: `${part.id}-${(placed.get(part.id) ?? 0) + 1}`,
    type: part.id,
    surface: place.name,
    layer: place.layer,
    x: spot.x,
    y: spot.y,
    anchor: anchorOf(part, place, setting),
    scale: (height * spot.scale) / drawn,
    perspective: spot.scale,
    depth: spot.depth,
    tilt: part.tilt === 0 ? 0 : random.between(-part.tilt, part.tilt),
    mirrored: part.mirror && random.next() < 0.5,
    shadow: part.shadow ?? place.shadow,
    colours: look.colours,
    variants: look.variants,
  };
  return place.host === undefined ? object : { ...object, host: place.host };
}

function put(work: Work, part: Part, object: SceneObject): void {
  work.stage.add(object);
  work.placed.set(part.id, (work.placed.get(part.id) ?? 0) + 1);
  work.places.push(...placesOnTop(object, part));
}

/** Finds the best of a few random spots; a surface that the part names twice is tried twice as often. */
function findSpot(work: Work, part: Part, look: Look): { object: SceneObject; place: Place } | undefined {
  const { random, stage, places } = work;
  const open = part.on.flatMap((wanted) => places.filter(({ name }) => name === wanted));
  if (open.length === 0) return undefined;
  let best: { object: SceneObject; place: Place; rating: number } | undefined;
  for (let trial = 0; trial < TRIALS; trial++) {
    const place = random.pick(open);
    const spot = randomSpot(place, random);
    if (!spot) continue;
    const object = makeObject(work, part, place, spot, look);
    const rating = stage.rate(object, place);
    if (rating > (best?.rating ?? Number.NEGATIVE_INFINITY)) best = { object, place, rating };
  }
  return best;
}

/** Puts the next member of a group beside the last one, on the side where there is room. */
function placeBeside(work: Work, part: Part, first: SceneObject, place: Place, step: number, look: Look): boolean {
  const { random, stage, setting } = work;
  const box = setting.templates.get(part.id)?.viewBox;
  if (!box) return false;
  const width = box.width * first.scale;
  const dy = isShelf(place) ? 0 : random.between(-1, 1) * GROUP_DEPTH_STEP * box.height * first.scale;
  for (const side of random.shuffle([-1, 1])) {
    const point = { x: first.x + side * step * width, y: first.y + dy };
    if (!contains(place, point)) continue;
    const object = makeObject(work, part, place, spotAt(place, point), look);
    if (stage.rate(object, place) === Number.NEGATIVE_INFINITY) continue;
    put(work, part, object);
    return true;
  }
  return false;
}

function placeRequest(work: Work, part: Part): void {
  const { random, placed } = work;
  const look = lookOf(part, random);
  const found = findSpot(work, part, look);
  if (!found) return;
  put(work, part, found.object);
  const group = part.group ?? DEFAULT_GROUP;
  if (random.next() >= group.chance) return;
  const wanted = random.integer(group.count[0], group.count[1]);
  for (let member = 1; member < wanted && (placed.get(part.id) ?? 0) < part.count[1]; member++) {
    const memberLook = lookInGroup(part, look, group.same, random);
    for (let step = 1; step <= member; step++) {
      if (placeBeside(work, part, found.object, found.place, step * (1 + group.gap), memberLook)) break;
    }
  }
}

/** Things that others stand on come first, then large before small: small ones find room more easily. */
function byPriority(parts: readonly Part[]): Part[] {
  const rank = (part: Part) => (Object.keys(part.tops).length > 0 ? 10_000 : 0) + part.height[1];
  return parts.toSorted((a, b) => rank(b) - rank(a));
}

function fill(work: Work, goal: number): void {
  const { setting, random, stage, placed } = work;
  const { parts } = setting.manifest;
  const repeat = (part: Part, times: number) => Array.from({ length: times }, () => part);
  const required = parts.flatMap((part) => repeat(part, part.count[0]));
  const optional = random.shuffle(parts.flatMap((part) => repeat(part, part.count[1] - part.count[0])));
  const room = Math.max(0, goal - required.length);
  const hasRoom = (part: Part) => (placed.get(part.id) ?? 0) < part.count[1];
  for (const part of byPriority([...required, ...optional.slice(0, room)])) {
    if (stage.objects.length < setting.manifest.objects[1] && hasRoom(part)) placeRequest(work, part);
  }
  for (let extra = 0; extra < EXTRA_REQUESTS && stage.objects.length < goal; extra++) {
    const open = parts.filter(hasRoom);
    if (open.length > 0) placeRequest(work, random.pick(open));
  }
}

/**
 * Composes a picture: the same setting, seed and aspect ratio give the same scene.
 *
 * @param size pixels of the picture; only its aspect ratio matters for what stands where
 */
export function composeScene(setting: Setting, seed: string, size: Size): Scene {
  const { manifest, name } = setting;
  const random = createRandom(`${seed}/scene/${name}`);
  const mood = random.pick(Object.keys(manifest.moods).sort());
  const layers: SceneLayer[] = manifest.layers.map((layer) => ({
    id: layer.id,
    depth: layer.depth,
    variants: choose(layer.variants, random),
  }));
  const frame = frameFor(size);
  const stage = createStage(setting, layers, frame);
  const places = manifest.surfaces.map(placeOfSurface);
  const goal = random.integer(manifest.objects[0], manifest.objects[1]);
  fill({ setting, random, stage, places, placed: new Map() }, goal);
  return { setting: name, seed, mood, size, frame, layers, objects: inDrawingOrder(layers, stage.objects) };
}
