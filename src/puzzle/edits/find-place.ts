import type { Box, Point, Size } from '../../contract/geometry.ts';
import { boxGap, containsBox } from '../../imaging/geometry.ts';
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

/** How far beside a thing its surroundings are looked at, as a share of its size. */
const RING_RATIO = 0.2;
const MIN_RING_PX = 4;
/** Lab distance between the two grounds at which a place is as bad as it may be. */
const MAX_GROUND_DISTANCE = 9;
/** Ground rougher than this (Lab, RMS) holds other things. */
const MAX_DEVIATION = 11;
/** ... and so does ground that is much rougher than the thing's own: by this factor, with this much always allowed. */
const ROUGHER = 1.25;
const ALLOWED_DEVIATION = 2;
/** Lab distance by which the ground at a copy's feet, and that at one of its other sides, may differ from the thing's. */
const MAX_FOOT_DISTANCE = 10;
const MAX_SIDE_DISTANCE = 20;
/** Of the best places some are given, by chance. */
const BEST_PLACES = 12;
const GIVEN_PLACES = 3;
/** A copy is neither so near that it looks like a double image nor so far that its light is another: shares of the size. */
const GAP_RATIO = 0.35;
const MAX_WAY_RATIO = 0.65;

interface Place {
  readonly at: Point;
  readonly cost: number;
}

/** What lies beside a box: at its feet first, then above, left and right, in halves each. */
function sidesOf({ x, y, width, height }: Box, reach: number): readonly Box[] {
  const [across, down] = [Math.ceil(width / 2), Math.ceil(height / 2)];
  return [
    { x, y: y + height, width: across, height: reach },
    { x: x + across, y: y + height, width: width - across, height: reach },
    { x, y: y - reach, width: across, height: reach },
    { x: x + across, y: y - reach, width: width - across, height: reach },
    { x: x - reach, y, width: reach, height: down },
    { x: x - reach, y: y + down, width: reach, height: height - down },
    { x: x + width, y, width: reach, height: down },
    { x: x + width, y: y + down, width: reach, height: height - down },
  ];
}
const FEET = 2;

/** How unlike the thing's own surroundings those of a place are, 0 to about 2; undefined where no copy may stand. */
function costOf(target: Box, reach: number, home: readonly Ground[], wish: PlaceWish): number | undefined {
  const ground = wish.terrain.at(target);
  // What stands at the thing's side may be rough; ground is what most of its sides show.
  const usual = home.map(({ deviation }) => deviation).sort((a, b) => a - b)[Math.floor(home.length / 2)];
  if (ground.deviation > Math.min(MAX_DEVIATION, usual * ROUGHER + ALLOWED_DEVIATION)) return undefined;
  const whole = { x: 0, y: 0, width: wish.image.width, height: wish.image.height };
  let [sum, count] = [0, 0];
  for (const [index, side] of sidesOf(target, reach).entries()) {
    if (!containsBox(whole, side)) continue;
    const distance = groundDistance(wish.terrain.at(side), home[index]);
    if (distance > (index < FEET ? MAX_FOOT_DISTANCE : MAX_SIDE_DISTANCE)) return undefined;
    sum += distance;
    count++;
  }
  if (count === 0 || !home.some((side) => groundDistance(ground, side) <= MAX_GROUND_DISTANCE)) return undefined;
  const rise = Math.abs(target.y - wish.box.y) / (wish.maxRiseRatio * wish.image.height);
  return sum / count / MAX_SIDE_DISTANCE + rise;
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

/** Finds free places of like ground for a copy of a thing: how far it is to go there. Some of the best, in random order. */
export function findPlaces(wish: PlaceWish): Point[] {
  const { box, terrain, random, allows } = wish;
  const ring = Math.max(MIN_RING_PX, Math.ceil(RING_RATIO * Math.max(box.width, box.height)));
  const home = sidesOf(box, ring).map((side) => terrain.at(side));
  const places: Place[] = [];
  for (const target of placesAround(wish)) {
    const cost = costOf(target, ring, home, wish);
    if (cost === undefined || !allows(target)) continue;
    places.push({ at: { x: target.x - box.x, y: target.y - box.y }, cost });
  }
  places.sort((a, b) => a.cost - b.cost || a.at.x - b.at.x || a.at.y - b.at.y);
  return random
    .shuffle(places.slice(0, BEST_PLACES))
    .slice(0, GIVEN_PLACES)
    .map(({ at }) => at);
}
