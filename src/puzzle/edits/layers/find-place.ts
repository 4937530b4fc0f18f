import type { Box, Point, Size } from '../../../contract/geometry.ts';
import { atLeast } from '../../../imaging/at-least.ts';
import { rgbToLabInto } from '../../../imaging/colour.ts';
import { distanceToSet } from '../../../imaging/distance.ts';
import { boxGap, containsBox } from '../../../imaging/geometry.ts';
import { type Lab, labDistance, medianLab } from '../../../imaging/lab.ts';
import { padMask } from '../../../imaging/placed-mask.ts';
import type { Random } from '../../../imaging/random.ts';
import type { Matte } from '../../../segmentation/refine-mask.ts';
import type { Terrain } from '../looking/terrain.ts';

/** Where a copy of a thing could stand. */
export interface PlaceWish {
  /** The thing, cut out with what goes along, as large as it is. */
  readonly layer: Matte;
  /** What would be seen of a copy at its place. */
  readonly box: Box;
  readonly image: Size;
  readonly terrain: Terrain;
  readonly random: Random;
  /** How far up or down a copy may stand, as a share of the picture's height: what stands higher stands further away. */
  readonly maxRiseRatio: number;
  readonly allows: (box: Box) => boolean;
}

/** The ground around a thing is looked at in a ring so many cells of the terrain wide, beyond what fades. */
const RING_CELLS = 2.5;
/** ... in so many directions, each the mean of its cells: texture says nothing, grounds do. */
const SECTORS = 12;
/** So many cells of the ring stand for all; one with fewer says nothing. */
const MAX_CELLS = 72;
const LEAST_CELLS = 6;
/** What is so near (Lab) to the ring's median is its ground; where so much of it is, the rest only stands beside the thing. */
const GROUND_REACH = 13;
const GROUND_SHARE = 0.55;
/** Ground with less deviation than this (Lab, RMS) is plain. */
const PLAIN_DEVIATION = 5;
/**
 * What lies further than this (Lab, and deviations of the ground) from the ground is something else. Where more than this
 * share of the rim is, the thing hangs together with it; on a plain ground a line that leads away from it tells.
 */
const OTHER = { distance: 18, deviations: 3.5 };
const ATTACHED_SHARE = { plain: 0.025, rough: 0.2 };
/** What hangs together with nothing may have this share of its rim before something else: it is left out of the copy. */
const LOOSE_SHARE = 0.25;
/** Below this alpha a cut-out fades; above, it is the thing. */
const WHOLE = 0.98;
/** Lab distance by which two rings may differ as a whole, by light ... */
const MAX_LIGHT = 11;
/** ... and beyond that on the average of all directions, and in the worst. */
const MAX_MEAN = 6;
const MAX_WORST = 14;
/** Ground rougher than this (Lab, RMS) holds other things ... */
const MAX_DEVIATION = 15;
/** ... and so does ground that is much rougher than that around the thing: by this factor, with so much always allowed. */
const ROUGHER = 1.3;
const ALLOWED_DEVIATION = 2;
/** Lab distance between the ground that a copy would hide and that around it. */
const MAX_HIDDEN_DISTANCE = 10;
/** Of the best places some are given, by chance. */
const BEST_PLACES = 8;
const GIVEN_PLACES = 3;
/** Steps in which places are tried, as a share of the thing's shorter side. */
const STEP_RATIO = 1 / 8;
/** A copy is neither so near that it looks like a double image nor so far that its light is another: shares of the size. */
const GAP_RATIO = 0.3;
const MAX_WAY_RATIO = 0.65;
/** What light and height cost beside a difference of the ground. */
const LIGHT_COST = 0.4;
const RISE_COST = 4;

/** The ground around a thing. */
interface Ring {
  readonly cells: readonly Point[];
  /** In which direction each cell lies. */
  readonly sectors: readonly number[];
  /** Mean Lab of the ground. */
  readonly lab: Lab;
  /** Of the cells of the ground from their mean, Lab, RMS. */
  readonly deviation: number;
  /** Mean Lab of each direction, and of all: ground and what stands beside the thing. */
  readonly around: readonly Lab[];
  readonly all: Lab;
}

function meanOf(labs: readonly Lab[]): Lab {
  let [l, a, b] = [0, 0, 0];
  for (const lab of labs) {
    l += lab[0];
    a += lab[1];
    b += lab[2];
  }
  return [l / labs.length, a / labs.length, b / labs.length];
}

/** Means of the directions in which there are cells. */
function bySector(labs: readonly Lab[], sectors: readonly number[]): Lab[] {
  const groups: Lab[][] = [];
  labs.forEach((lab, index) => {
    groups[sectors[index]] ??= [];
    groups[sectors[index]].push(lab);
  });
  return groups.map(meanOf).filter((lab) => lab !== undefined);
}

/** Corners of the terrain's cells that lie whole in the ring around what fades of a layer. */
function ringCells({ layer, image, terrain: { step } }: PlaceWish): Point[] {
  const { box, alpha } = layer;
  const padded = padMask({ box, mask: atLeast(alpha, Number.MIN_VALUE) }, Math.ceil(RING_CELLS * step), image);
  const away = distanceToSet(padded.mask).data;
  const { x: left, y: top, width, height } = padded.box;
  const cells: Point[] = [];
  const isIn = (pixel: number) => away[pixel] > 0 && away[pixel] <= RING_CELLS * step;
  const [across, down] = [step - 1, (step - 1) * width];
  for (let y = Math.ceil(top / step) * step; y + step <= top + height; y += step) {
    for (let x = Math.ceil(left / step) * step; x + step <= left + width; x += step) {
      const corner = (y - top) * width + x - left;
      if (isIn(corner) && isIn(corner + across) && isIn(corner + down) && isIn(corner + down + across)) {
        cells.push({ x, y });
      }
    }
  }
  return cells;
}

function ringOf(wish: PlaceWish): Ring | undefined {
  const all = ringCells(wish);
  if (all.length < LEAST_CELLS) return undefined;
  const every = Math.ceil(all.length / MAX_CELLS);
  const cells = all.filter((_, index) => index % every === 0);
  const { x, y, width, height } = wish.box;
  const sectors = cells.map((cell) => {
    const turn = Math.atan2(cell.y - y - height / 2, cell.x - x - width / 2) / (2 * Math.PI) + 1;
    return Math.floor(turn * SECTORS) % SECTORS;
  });
  const labs = cells.map((cell) => wish.terrain.cellAt(cell.x, cell.y));
  const middle = medianLab(labs);
  const ground = labs.filter((lab) => labDistance(lab, middle) <= GROUND_REACH);
  if (ground.length < GROUND_SHARE * labs.length) return undefined;
  const lab = meanOf(ground);
  const squares = ground.reduce((sum, each) => sum + labDistance(each, lab) ** 2, 0);
  const around = bySector(labs, sectors);
  return { cells, sectors, lab, deviation: Math.sqrt(squares / ground.length), around, all: meanOf(labs) };
}

/**
 * The share of a copy's rim that may be unlike the place: hardly any of it where something that leads away from the thing
 * crosses its rim. What hangs on a string needs one there, and what stands on a shelf that shelf.
 */
function maxOtherShare({ alpha, foreground }: Matte, { lab, deviation }: Ring): number {
  const limit = Math.max(OTHER.distance, OTHER.deviations * deviation);
  const own = new Float64Array(3);
  let [rim, other] = [0, 0];
  alpha.data.forEach((share, pixel) => {
    if (share === 0 || share >= WHOLE) return;
    rim++;
    const at = pixel * 3;
    rgbToLabInto(foreground[at], foreground[at + 1], foreground[at + 2], own);
    if (labDistance([own[0], own[1], own[2]], lab) > limit) other++;
  });
  const attached = deviation < PLAIN_DEVIATION ? ATTACHED_SHARE.plain : ATTACHED_SHARE.rough;
  return other > rim * attached ? attached : LOOSE_SHARE;
}

/** The same cells at a place; undefined where they do not lie in the picture whole. */
function cellsAt({ cells }: Ring, across: number, down: number, { image, terrain }: PlaceWish): Lab[] | undefined {
  for (const cell of cells) {
    const x = cell.x + across;
    const y = cell.y + down;
    if (x < 0 || y < 0 || x + terrain.step > image.width || y + terrain.step > image.height) return undefined;
  }
  return cells.map(({ x, y }) => terrain.cellAt(x + across, y + down));
}

/** Lab distance of what lies around a place from one ground or, for what hangs together with things, from what lies around it. */
function restsOf(there: readonly Lab[], mean: Lab, ring: Ring, isAttached: boolean): number[] {
  const sectors = bySector(there, ring.sectors);
  if (!isAttached) return sectors.map((lab) => labDistance(lab, mean));
  const light = [0, 1, 2].map((channel) => mean[channel] - ring.all[channel]);
  return sectors.map(([l, a, b], index) => labDistance([l - light[0], a - light[1], b - light[2]], ring.around[index]));
}

/** How unlike the ground around the thing that around a place is, Lab units; undefined where no copy may stand. */
function costOf(target: Box, ring: Ring, wish: PlaceWish, isAttached: boolean): number | undefined {
  const hidden = wish.terrain.at(target);
  if (hidden.deviation > Math.min(MAX_DEVIATION, ring.deviation * ROUGHER + ALLOWED_DEVIATION)) return undefined;
  const down = target.y - wish.box.y;
  const there = cellsAt(ring, target.x - wish.box.x, down, wish);
  if (!there) return undefined;
  const around = meanOf(there);
  const light = labDistance(around, isAttached ? ring.all : ring.lab);
  if (light > MAX_LIGHT || labDistance(hidden.lab, isAttached ? ring.lab : around) > MAX_HIDDEN_DISTANCE)
    return undefined;
  const rests = restsOf(there, around, ring, isAttached);
  const mean = rests.reduce((sum, rest) => sum + rest, 0) / rests.length;
  if (mean > MAX_MEAN || Math.max(...rests) > MAX_WORST) return undefined;
  return mean + LIGHT_COST * light + (RISE_COST * Math.abs(down)) / (wish.maxRiseRatio * wish.image.height);
}

function* placesAround({ box, image, terrain, maxRiseRatio }: PlaceWish): Generator<Box> {
  // Whole cells, so that the ground there is known as it is here.
  const cells = Math.max(1, Math.round((STEP_RATIO * Math.min(box.width, box.height)) / terrain.step));
  const step = cells * terrain.step;
  const rise = Math.floor((maxRiseRatio * image.height) / step) * step;
  const way = Math.floor((MAX_WAY_RATIO * image.width) / step) * step;
  const gap = GAP_RATIO * Math.max(box.width, box.height);
  for (let dy = -rise; dy <= rise; dy += step) {
    for (let dx = -way; dx <= way; dx += step) {
      const target = { ...box, x: box.x + dx, y: box.y + dy };
      if (containsBox({ x: 0, y: 0, width: image.width, height: image.height }, target) && boxGap(target, box) >= gap)
        yield target;
    }
  }
}

/** Where copies of a thing could stand. */
interface Places {
  /** How far it is to go there. */
  readonly shifts: readonly Point[];
  /** The share of their rims that may be unlike the ground there. */
  readonly maxOtherShare: number;
}

const NOWHERE: Places = { shifts: [], maxOtherShare: 0 };

/**
 * Finds free places for a copy of a thing, where on each side there is ground like that on this side of the thing, but for
 * light. Some of the best, in random order.
 */
export function findPlaces(wish: PlaceWish): Places {
  const { box, random, allows } = wish;
  const ring = ringOf(wish);
  if (!ring) return NOWHERE;
  const otherShare = maxOtherShare(wish.layer, ring);
  const places: { readonly at: Point; readonly cost: number }[] = [];
  for (const target of placesAround(wish)) {
    const cost = costOf(target, ring, wish, otherShare < LOOSE_SHARE);
    if (cost === undefined || !allows(target)) continue;
    places.push({ at: { x: target.x - box.x, y: target.y - box.y }, cost });
  }
  places.sort((a, b) => a.cost - b.cost || a.at.x - b.at.x || a.at.y - b.at.y);
  const given = random.shuffle(places.slice(0, BEST_PLACES)).slice(0, GIVEN_PLACES);
  return { shifts: given.map(({ at }) => at), maxOtherShare: otherShare };
}
