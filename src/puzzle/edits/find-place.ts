import type { Box, Point, Size } from '../../contract/geometry.ts';
import { boxGap, containsBox, growBox } from '../../imaging/geometry.ts';
import type { Random } from '../../imaging/random.ts';
import { type Ground, groundDistance, type Terrain } from './terrain.ts';

/** Where a copy of a thing could stand. */
export interface PlaceWish {
  /** Of the thing itself. */
  readonly box: Box;
  readonly image: Size;
  readonly terrain: Terrain;
  readonly random: Random;
  /** How far up or down a copy may stand, as a share of the picture's height: what stands higher stands further away. */
  readonly maxRiseRatio: number;
  readonly allows: (box: Box) => boolean;
}

/** The ring in which a thing's own ground is looked at, and the margin of ground that a copy needs: shares of its size. */
const RING_RATIO = 0.3;
const MARGIN_RATIO = 0.12;
const MIN_RING_PX = 4;
/** Lab distance between the two grounds at which a place is as bad as it may be. */
const MAX_GROUND_DISTANCE = 9;
/** Ground rougher than this (Lab, RMS) holds other things. */
const MAX_DEVIATION = 11;
/** ... and so does ground that is much rougher than the thing's own: by this factor, with this much always allowed. */
const ROUGHER = 1.3;
const ALLOWED_DEVIATION = 2.5;
/** Of the best places one is taken by chance. */
const BEST_PLACES = 12;
/** A copy is neither so near that it looks like a double image nor so far that its light is another: shares of the size. */
const GAP_RATIO = 0.35;
const MAX_WAY_RATIO = 0.65;

interface Place {
  readonly at: Point;
  readonly cost: number;
}

/** How unlike the thing's own ground a place is, 0 to about 2; undefined where no copy may stand. */
function costOf(target: Box, home: Ground, wish: PlaceWish): number | undefined {
  const margin = Math.ceil(MARGIN_RATIO * Math.max(target.width, target.height));
  const ground = wish.terrain.at(growBox(target, margin, wish.image));
  if (ground.deviation > Math.min(MAX_DEVIATION, home.deviation * ROUGHER + ALLOWED_DEVIATION)) return undefined;
  const distance = groundDistance(ground, home);
  if (distance > MAX_GROUND_DISTANCE) return undefined;
  const rise = Math.abs(target.y - wish.box.y) / (wish.maxRiseRatio * wish.image.height);
  return distance / MAX_GROUND_DISTANCE + rise;
}

function* placesAround({ box, image, terrain, maxRiseRatio }: PlaceWish): Generator<Box> {
  const step = Math.max(terrain.step, Math.round(Math.min(box.width, box.height) / 6));
  const rise = Math.round(maxRiseRatio * image.height);
  const way = Math.round(MAX_WAY_RATIO * image.width);
  const gap = GAP_RATIO * Math.max(box.width, box.height);
  for (let dy = -rise; dy <= rise; dy += step) {
    for (let dx = -way; dx <= way; dx += step) {
      const target = { ...box, x: box.x + dx, y: box.y + dy };
      if (containsBox({ x: 0, y: 0, width: image.width, height: image.height }, target) && boxGap(target, box) >= gap)
        yield target;
    }
  }
}

/** Finds a free place of like ground for a copy of a thing: how far it is to go there. Undefined when there is none. */
export function findPlace(wish: PlaceWish): Point | undefined {
  const { box, image, terrain, random, allows } = wish;
  const ring = Math.max(MIN_RING_PX, Math.ceil(RING_RATIO * Math.max(box.width, box.height)));
  const home = terrain.around(growBox(box, Math.ceil(ring / 4), image), growBox(box, ring, image));
  const places: Place[] = [];
  for (const target of placesAround(wish)) {
    const cost = costOf(target, home, wish);
    if (cost === undefined || !allows(target)) continue;
    places.push({ at: { x: target.x - box.x, y: target.y - box.y }, cost });
  }
  if (places.length === 0) return undefined;
  places.sort((a, b) => a.cost - b.cost || a.at.x - b.at.x || a.at.y - b.at.y);
  return random.pick(places.slice(0, BEST_PLACES)).at;
}
