import type { Point } from '../../contract/geometry.ts';
import type { Random } from '../../imaging/random.ts';
import { toScene } from './object-geometry.ts';
import type { SceneObject } from './scene-model.ts';
import type { Hold, Part, ShadowKind, Surface } from './setting-schema.ts';

/** A surface of the setting, or the top of an object, that things can be put on. */
export interface Place {
  readonly name: string;
  readonly layer: string;
  readonly hold: Hold;
  readonly area: readonly Point[];
  readonly scale: readonly [number, number];
  readonly depth: readonly [number, number];
  readonly shadow: ShadowKind;
  readonly host?: string;
}

/** A point of a place, with the perspective there. */
export interface Spot extends Point {
  readonly scale: number;
  readonly depth: number;
}

const SHADOW_OF: Readonly<Record<Hold, ShadowKind>> = { stand: 'ground', hang: 'wall', float: 'none' };
/** What stands on an object is a hair's breadth nearer than the object. */
const NEARER_THAN_HOST = 0.0005;
/** A field's points are found by trial in its box; narrow ones need several. */
const TRIALS = 40;

/** The place that a surface of the manifest is. */
export function placeOfSurface({ id, area, shadow, ...surface }: Surface): Place {
  return {
    ...surface,
    name: id,
    area: area.map(([x, y]) => ({ x, y })),
    shadow: shadow ?? SHADOW_OF[surface.hold],
  };
}

/** The places on top of an object. */
export function placesOnTop(object: SceneObject, part: Part): Place[] {
  const depth = object.depth - NEARER_THAN_HOST;
  return Object.entries(part.tops).map(([name, ends]) => ({
    name,
    layer: object.layer,
    hold: 'stand',
    area: ends.map(([x, y]) => toScene(object, { x, y })).sort((a, b) => a.x - b.x),
    scale: [object.perspective, object.perspective],
    depth: [depth, depth],
    shadow: 'ground',
    host: object.id,
  }));
}

/** Whether a place is a line; otherwise it is a field. */
export function isShelf({ area }: Place): boolean {
  return area.length === 2;
}

const mix = ([from, to]: readonly [number, number], share: number) => from + (to - from) * share;

function shareOf({ area }: Place, { x, y }: Point): number {
  if (area.length === 2) return (x - area[0].x) / (area[1].x - area[0].x);
  const [top, bottom] = [Math.min(...area.map((p) => p.y)), Math.max(...area.map((p) => p.y))];
  return (y - top) / (bottom - top);
}

/** The perspective at a point of a place. */
export function spotAt(place: Place, point: Point): Spot {
  const share = shareOf(place, point);
  const y = isShelf(place) ? mix([place.area[0].y, place.area[1].y], share) : point.y;
  return { x: point.x, y, scale: mix(place.scale, share), depth: mix(place.depth, share) };
}

/** Whether a point lies in a place (even-odd rule); on a shelf, between its ends. */
export function contains({ area }: Place, { x, y }: Point): boolean {
  if (area.length === 2) return x >= area[0].x && x <= area[1].x;
  return area.reduce((inside, a, index) => {
    const b = area[(index + 1) % area.length];
    const crosses = a.y > y !== b.y > y && x < ((b.x - a.x) * (y - a.y)) / (b.y - a.y) + a.x;
    return crosses ? !inside : inside;
  }, false);
}

/** A random point of a place. @returns undefined when none was found in a few trials */
export function randomSpot(place: Place, random: Random): Spot | undefined {
  const { area } = place;
  const xs = area.map(({ x }) => x);
  const ys = area.map(({ y }) => y);
  for (let trial = 0; trial < TRIALS; trial++) {
    const x = random.between(Math.min(...xs), Math.max(...xs));
    const point = { x, y: isShelf(place) ? ys[0] : random.between(Math.min(...ys), Math.max(...ys)) };
    if (contains(place, point)) return spotAt(place, point);
  }
  return undefined;
}
