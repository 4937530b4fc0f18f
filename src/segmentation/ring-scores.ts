import type { FloatPlanes } from '../imaging/image.ts';
import { type PlacedMask, padMask } from '../imaging/placed-mask.ts';
import { betweenReaches } from './between-reaches.ts';

type Lab = readonly [number, number, number];

/** What surrounds a proposal and what it holds. */
export interface RingScores {
  /** CIE Lab mean colour of the proposal. */
  readonly lab: Lab;
  /** RMS distance (Lab) of the ring's colours from a plane over x and y: 0 for a flat or smoothly shaded ground. */
  readonly ringRoughness: number;
  /** RMS distance (Lab) of the proposal's own colours from their mean. */
  readonly texture: number;
  /** Lab distance of the proposal's mean colour from the ring's. */
  readonly ringContrast: number;
  /**
   * Largest Lab distance between the mean colours of two sectors of the ring: small on one ground however rough it is,
   * large where the proposal stands before two, as at the edge of a sheet or against wall and floor.
   */
  readonly groundSpread: number;
}

/** The ring lies between these squared distances from the mask: beyond the blur of the object's edge (nearer than 2 px), within its surroundings (8 px). */
const BLUR_SQUARED = 3;
const RING_SQUARED = 64;
const RING_PX = Math.sqrt(RING_SQUARED);
/** The ring is looked at in so many sectors, of 45 degrees: enough for a corner to fill one, few enough to average texture out. */
const SECTORS = 8;
const CHANNELS = 3;

/** Of each channel's values: mean and variance, as sums that grow pixel by pixel. */
class Spreads {
  private n = 0;
  /** Sum and sum of squares of each channel. */
  private readonly sums = new Float64Array(2 * CHANNELS);

  add(l: number, a: number, b: number): void {
    const { sums } = this;
    this.n++;
    sums[0] += l;
    sums[1] += l * l;
    sums[2] += a;
    sums[3] += a * a;
    sums[4] += b;
    sums[5] += b * b;
  }

  get means(): Lab {
    const { n, sums } = this;
    return n === 0 ? [0, 0, 0] : [sums[0] / n, sums[2] / n, sums[4] / n];
  }

  /** Mean squared distances from the means. */
  get variances(): Lab {
    const { n, sums } = this;
    if (n === 0) return [0, 0, 0];
    const [l, a, b] = this.means;
    return [Math.max(0, sums[1] / n - l ** 2), Math.max(0, sums[3] / n - a ** 2), Math.max(0, sums[5] / n - b ** 2)];
  }
}

const covariance = (n: number, sum: number, a: number, b: number) => sum / n - (a / n) * (b / n);

/** Least squares fits of value = p + q x + r y to each channel, by the normal equations, as sums that grow too. */
class PlaneFits {
  private n = 0;
  /** Sums of x, y, x x, y y, x y. */
  private readonly places = new Float64Array(5);
  /** Sums of v, v v, v x, v y of each channel. */
  private readonly sums = new Float64Array(4 * CHANNELS);

  add(x: number, y: number, l: number, a: number, b: number): void {
    const { places } = this;
    this.n++;
    places[0] += x;
    places[1] += y;
    places[2] += x * x;
    places[3] += y * y;
    places[4] += x * y;
    this.addValue(0, l, x, y);
    this.addValue(4, a, x, y);
    this.addValue(8, b, x, y);
  }

  private addValue(at: number, value: number, x: number, y: number): void {
    const { sums } = this;
    sums[at] += value;
    sums[at + 1] += value * value;
    sums[at + 2] += value * x;
    sums[at + 3] += value * y;
  }

  get means(): Lab {
    const { n, sums } = this;
    return n === 0 ? [0, 0, 0] : [sums[0] / n, sums[4] / n, sums[8] / n];
  }

  /** Mean squared distances from the fitted planes. */
  get residuals(): Lab {
    return [this.residual(0), this.residual(1), this.residual(2)];
  }

  private residual(channel: number): number {
    const { n } = this;
    if (n === 0) return 0;
    const [x, y, sumXx, sumYy, sumXy] = this.places;
    const [v, sumVv, sumVx, sumVy] = this.sums.subarray(4 * channel, 4 * channel + 4);
    const variance = Math.max(0, sumVv / n - (v / n) ** 2);
    const xx = covariance(n, sumXx, x, x);
    const yy = covariance(n, sumYy, y, y);
    const xy = covariance(n, sumXy, x, y);
    const vx = covariance(n, sumVx, v, x);
    const vy = covariance(n, sumVy, v, y);
    const determinant = xx * yy - xy * xy;
    if (determinant <= 0) return variance;
    const explained = (vx * (vx * yy - vy * xy) + vy * (vy * xx - vx * xy)) / determinant;
    return Math.max(0, variance - explained);
  }
}

/** The number of the sector in which a place lies, seen from the ring's centre. */
function sectorOf(x: number, y: number): number {
  if (y > 0 || (y === 0 && x >= 0)) {
    if (x > 0) return x > y ? 0 : 1;
    return -x < y ? 2 : 3;
  }
  if (x < 0) return -y < -x ? 4 : 5;
  return x < -y ? 6 : 7;
}

/** The mean colours of the sectors of a ring around a centre. */
class SectorColours {
  private readonly sums = new Float64Array(SECTORS * 4);

  add(fromCentreX: number, fromCentreY: number, l: number, a: number, b: number): void {
    const { sums } = this;
    const at = sectorOf(fromCentreX, fromCentreY) * 4;
    sums[at] += l;
    sums[at + 1] += a;
    sums[at + 2] += b;
    sums[at + 3]++;
  }

  /** Largest distance between two of them; sectors that lie outside the image have none. */
  get spread(): number {
    const means: Lab[] = [];
    for (let at = 0; at < this.sums.length; at += 4) {
      const [l, a, b, count] = this.sums.subarray(at, at + 4);
      if (count > 0) means.push([l / count, a / count, b / count]);
    }
    let largest = 0;
    for (const one of means) for (const other of means) largest = Math.max(largest, distanceOf(one, other));
    return largest;
  }
}

const distanceOf = (one: Lab, other: Lab) => Math.hypot(one[0] - other[0], one[1] - other[1], one[2] - other[2]);

/** Root of the sum over the channels. */
const rootOf = ([l, a, b]: Lab) => Math.sqrt(l + a + b);

/** Measures a proposal and the ring around it. @param lab the working image, in whose pixels the mask is placed, in CIE Lab */
export function scoreRing({ width, height, planes }: FloatPlanes, placed: PlacedMask): RingScores {
  const { box, mask } = padMask(placed, RING_PX + 1, { width, height });
  const isRing = betweenReaches(mask, BLUR_SQUARED, RING_SQUARED);
  const [lightness, redness, yellowness] = planes;
  const inside = new Spreads();
  const ring = new PlaneFits();
  const sectors = new SectorColours();
  const centre = { x: box.width / 2, y: box.height / 2 };
  for (let y = 0, at = 0; y < box.height; y++) {
    let pixel = (box.y + y) * width + box.x;
    for (let x = 0; x < box.width; x++, at++, pixel++) {
      if (!mask.data[at] && !isRing[at]) continue;
      const [l, a, b] = [lightness[pixel], redness[pixel], yellowness[pixel]];
      if (mask.data[at]) {
        inside.add(l, a, b);
        continue;
      }
      ring.add(x, y, l, a, b);
      sectors.add(x + 0.5 - centre.x, y + 0.5 - centre.y, l, a, b);
    }
  }
  const own = inside.means;
  return {
    lab: own,
    ringRoughness: rootOf(ring.residuals),
    texture: rootOf(inside.variances),
    ringContrast: distanceOf(own, ring.means),
    groundSpread: sectors.spread,
  };
}
