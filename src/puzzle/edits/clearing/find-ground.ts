import type { Point } from '../../../contract/geometry.ts';
import { distanceToSet } from '../../../imaging/distance.ts';
import type { Mask, RgbImage } from '../../../imaging/image.ts';
import { type PlacedMask, padMask } from '../../../imaging/placed-mask.ts';
import { scatter } from './scatter.ts';

/** The ground is compared within this distance of the place. */
const RING_PX = 7;
/** So many pixels of the ring, and of the place, stand for all. */
const RING_SAMPLES = 240;
const PLACE_SAMPLES = 60;
/** How far away ground is looked for, in the longer sides of the place: along the horizon, and up or down. */
export const GROUND_REACH = { across: 2.6, down: 1.4 };
/** Shifts are tried on a grid that parts the longer side into so many, then pixel by pixel around the best. */
const GRID = 24;
const BEST = 4;
/** The best shifts are more than so many steps of the grid apart ... */
const APART = 2;
/** ... so each keeps no more than this many places of it from the others, itself included. */
const NEAR_PLACES = 13;
/** What lies off the median by so many mean distances is usual in the surroundings. */
const USUAL = 2;
const CHANNELS = 3;

/** How far away ground is, and how unlike the surroundings of the place its own are. */
interface Shift extends Point {
  readonly cost: number;
}

/** Evenly chosen pixels of a box for which `isIn` holds, as indices of the image, scattered. */
function sample({ box, mask }: PlacedMask, count: number, width: number, isIn: (pixel: number) => boolean): Int32Array {
  const set: number[] = [];
  for (let pixel = 0; pixel < mask.data.length; pixel++) if (isIn(pixel)) set.push(pixel);
  const step = Math.max(1, Math.floor(set.length / count));
  const chosen = set.filter((_, index) => index % step === 0);
  return Int32Array.from(
    scatter(chosen),
    (pixel) => (box.y + Math.floor(pixel / box.width)) * width + box.x + (pixel % box.width),
  );
}

/** The least of many costs: what is above the last of them is of no use. */
class LeastCosts {
  private readonly costs = new Float64Array(BEST * NEAR_PLACES).fill(Number.POSITIVE_INFINITY);

  get last(): number {
    return this.costs[this.costs.length - 1];
  }

  add(cost: number): void {
    let at = this.costs.length - 1;
    if (cost >= this.costs[at]) return;
    for (; at > 0 && this.costs[at - 1] > cost; at--) this.costs[at] = this.costs[at - 1];
    this.costs[at] = cost;
  }
}

/** What the surroundings of a place look like. */
interface Look {
  /** Median of each channel. */
  readonly medians: readonly number[];
  /** How far off it is usual in each channel, grey levels. */
  readonly usual: readonly number[];
}

function lookOf(pixels: Int32Array, data: Uint8Array): Look {
  const values = [0, 1, 2].map((channel) =>
    Float64Array.from(pixels, (pixel) => data[pixel * CHANNELS + channel]).sort(),
  );
  const medians = values.map((sorted) => sorted[sorted.length >> 1] ?? 0);
  const usual = values.map((sorted, channel) => {
    const off = sorted.reduce((sum, value) => sum + Math.abs(value - medians[channel]), 0);
    return USUAL * (off / sorted.length);
  });
  return { medians, usual };
}

/** Finds ground that meets the surroundings of a place when it is shifted there. */
class GroundSearch {
  private readonly image: RgbImage;
  private readonly hole: PlacedMask;
  private readonly taken: Mask;
  private readonly ring: Int32Array;
  /** The colours of the ring, interleaved. */
  private readonly ringColours: Uint8Array;
  private readonly place: Int32Array;
  private readonly look: Look;

  constructor(image: RgbImage, hole: PlacedMask, taken: Mask) {
    this.image = image;
    this.hole = hole;
    this.taken = taken;
    const padded = padMask(hole, RING_PX, image);
    const away = distanceToSet(padded.mask).data;
    const isInRing = (pixel: number) => away[pixel] > 0 && away[pixel] <= RING_PX;
    this.ring = sample(padded, RING_SAMPLES, image.width, isInRing).filter((pixel) => !taken.data[pixel]);
    this.place = sample(hole, PLACE_SAMPLES, image.width, (pixel) => hole.mask.data[pixel] === 1);
    this.look = lookOf(this.ring, image.data);
    this.ringColours = new Uint8Array(this.ring.length * CHANNELS);
    this.ring.forEach((pixel, index) => {
      this.ringColours.set(image.data.subarray(pixel * CHANNELS, (pixel + 1) * CHANNELS), index * CHANNELS);
    });
  }

  /** Some of the best shifts, apart from each other, the best first. */
  best(): Shift[] {
    const { box } = this.hole;
    const longer = Math.max(box.width, box.height);
    const step = Math.max(2, Math.round(longer / GRID));
    const found: Shift[] = [];
    const least = new LeastCosts();
    for (let y = -Math.round(GROUND_REACH.down * longer); y <= GROUND_REACH.down * longer; y += step) {
      for (let x = -Math.round(GROUND_REACH.across * longer); x <= GROUND_REACH.across * longer; x += step) {
        const cost = this.costOf(x, y, least.last);
        if (cost === undefined) continue;
        found.push({ x, y, cost });
        least.add(cost);
      }
    }
    found.sort((a, b) => a.cost - b.cost);
    const apart: Shift[] = [];
    for (const shift of found) {
      if (apart.length === BEST) break;
      if (apart.every((other) => Math.hypot(other.x - shift.x, other.y - shift.y) > APART * step)) apart.push(shift);
    }
    return apart.map((shift) => this.refine(shift, step)).sort((a, b) => a.cost - b.cost);
  }

  /**
   * Mean difference (grey levels, all channels) around the place, and how strange what would be laid there is; undefined
   * above `most` and where the ground is not free.
   */
  private costOf(x: number, y: number, most: number): number | undefined {
    const { width, height, data } = this.image;
    const { ring, ringColours, place, hole } = this;
    const taken = this.taken.data;
    const [left, top] = [hole.box.x + x - RING_PX, hole.box.y + y - RING_PX];
    if (left < 0 || top < 0) return undefined;
    if (left + hole.box.width + 2 * RING_PX > width || top + hole.box.height + 2 * RING_PX > height) return undefined;
    const offset = y * width + x;
    for (let index = 0; index < place.length; index++) if (taken[place[index] + offset]) return undefined;
    let sum = 0;
    const limit = most * ring.length;
    for (let index = 0, own = 0; index < ring.length; index++, own += CHANNELS) {
      const from = ring[index] + offset;
      if (taken[from] || sum > limit) return undefined;
      const at = from * CHANNELS;
      sum +=
        Math.abs(ringColours[own] - data[at]) +
        Math.abs(ringColours[own + 1] - data[at + 1]) +
        Math.abs(ringColours[own + 2] - data[at + 2]);
    }
    if (ring.length === 0 || sum > limit) return undefined;
    const cost = sum / ring.length + this.strangeness(offset);
    return cost > most ? undefined : cost;
  }

  /**
   * How far what would be laid lies beyond what the surroundings look like (grey levels, all channels): a picture on the
   * same wall, a button on the same panel; root of the mean square, as a small one shows, too. Uneven surroundings find
   * nothing strange.
   */
  private strangeness(offset: number): number {
    const { place, image, look } = this;
    const { data } = image;
    const { medians, usual } = look;
    let sum = 0;
    for (let index = 0; index < place.length; index++) {
      const from = (place[index] + offset) * CHANNELS;
      const off =
        Math.max(0, Math.abs(data[from] - medians[0]) - usual[0]) +
        Math.max(0, Math.abs(data[from + 1] - medians[1]) - usual[1]) +
        Math.max(0, Math.abs(data[from + 2] - medians[2]) - usual[2]);
      sum += off * off;
    }
    return place.length === 0 ? 0 : Math.sqrt(sum / place.length);
  }

  private refine(start: Shift, reach: number): Shift {
    let best = start;
    for (let y = start.y - reach; y <= start.y + reach; y++) {
      for (let x = start.x - reach; x <= start.x + reach; x++) {
        const cost = this.costOf(x, y, best.cost);
        if (cost !== undefined && cost < best.cost) best = { x, y, cost };
      }
    }
    return best;
  }
}

/**
 * Finds ground nearby whose surroundings are like those of a place.
 *
 * @param taken 1 = not to be used; as large as the image
 * @returns how far away it is, a few of the best, the best first
 */
export function findGround(image: RgbImage, hole: PlacedMask, taken: Mask): readonly Point[] {
  return new GroundSearch(image, hole, taken).best();
}
