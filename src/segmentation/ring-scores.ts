import { distanceToSet } from '../imaging/distance.ts';
import type { FloatPlanes } from '../imaging/image.ts';
import { type PlacedMask, padMask } from '../imaging/placed-mask.ts';

/** What surrounds a proposal and what it holds. */
export interface RingScores {
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

/** The ring lies between these distances from the mask: beyond the blur of the object's edge, within its surroundings. */
const RING_PX = { from: 2, to: 8 };
/** The ring is looked at in so many sectors, of 45 degrees: enough for a corner to fill one, few enough to average texture out. */
const SECTORS = 8;
const CHANNELS = 3;

/** Of each channel's values: mean and variance, as sums that grow pixel by pixel. */
class Spreads {
  private n = 0;
  /** Sum and sum of squares of each channel. */
  private readonly sums = new Float64Array(2 * CHANNELS);

  add(planes: FloatPlanes['planes'], pixel: number): void {
    this.n++;
    for (let channel = 0; channel < CHANNELS; channel++) {
      const value = planes[channel][pixel];
      this.sums[2 * channel] += value;
      this.sums[2 * channel + 1] += value * value;
    }
  }

  mean(channel: number): number {
    return this.n === 0 ? 0 : this.sums[2 * channel] / this.n;
  }

  /** Mean squared distance from the mean. */
  variance(channel: number): number {
    return this.n === 0 ? 0 : Math.max(0, this.sums[2 * channel + 1] / this.n - this.mean(channel) ** 2);
  }
}

/** Least squares fits of value = p + q x + r y to each channel, by the normal equations, as sums that grow too. */
class PlaneFits {
  private n = 0;
  /** Sums of x, y, x x, y y, x y. */
  private readonly places = new Float64Array(5);
  /** Sums of v, v v, v x, v y of each channel. */
  private readonly sums = new Float64Array(4 * CHANNELS);

  add(x: number, y: number, planes: FloatPlanes['planes'], pixel: number): void {
    const { places, sums } = this;
    this.n++;
    places[0] += x;
    places[1] += y;
    places[2] += x * x;
    places[3] += y * y;
    places[4] += x * y;
    for (let channel = 0, at = 0; channel < CHANNELS; channel++, at += 4) {
      const value = planes[channel][pixel];
      sums[at] += value;
      sums[at + 1] += value * value;
      sums[at + 2] += value * x;
      sums[at + 3] += value * y;
    }
  }

  mean(channel: number): number {
    return this.n === 0 ? 0 : this.sums[4 * channel] / this.n;
  }

  /** Mean squared distance from the fitted plane. */
  residual(channel: number): number {
    const { n } = this;
    if (n === 0) return 0;
    const [x, y, sumXx, sumYy, sumXy] = this.places;
    const [v, sumVv, sumVx, sumVy] = this.sums.subarray(4 * channel, 4 * channel + 4);
    const covariance = (sum: number, a: number, b: number) => sum / n - (a / n) * (b / n);
    const variance = Math.max(0, sumVv / n - (v / n) ** 2);
    const xx = covariance(sumXx, x, x);
    const yy = covariance(sumYy, y, y);
    const xy = covariance(sumXy, x, y);
    const vx = covariance(sumVx, v, x);
    const vy = covariance(sumVy, v, y);
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

  add(fromCentreX: number, fromCentreY: number, planes: FloatPlanes['planes'], pixel: number): void {
    const at = sectorOf(fromCentreX, fromCentreY) * 4;
    for (let channel = 0; channel < CHANNELS; channel++) this.sums[at + channel] += planes[channel][pixel];
    this.sums[at + 3]++;
  }

  /** Largest distance between two of them; sectors that lie outside the image have none. */
  get spread(): number {
    const means: [number, number, number][] = [];
    for (let at = 0; at < this.sums.length; at += 4) {
      const [l, a, b, count] = this.sums.subarray(at, at + 4);
      if (count > 0) means.push([l / count, a / count, b / count]);
    }
    const distances = means.flatMap((one) => means.map((other) => Math.hypot(...one.map((v, i) => v - other[i]))));
    return Math.max(0, ...distances);
  }
}

const rms = (squares: number[]) => Math.sqrt(squares.reduce((sum, value) => sum + value, 0));

/** Measures a proposal and the ring around it. @param lab the working image, in whose pixels the mask is placed, in CIE Lab */
export function scoreRing(lab: FloatPlanes, placed: PlacedMask): RingScores {
  const { box, mask } = padMask(placed, RING_PX.to + 1, lab);
  const distance = distanceToSet(mask).data;
  const inside = new Spreads();
  const ring = new PlaneFits();
  const sectors = new SectorColours();
  const centre = { x: box.width / 2, y: box.height / 2 };
  for (let y = 0; y < box.height; y++) {
    for (let x = 0; x < box.width; x++) {
      const away = distance[y * box.width + x];
      if (away > RING_PX.to || (away > 0 && away < RING_PX.from)) continue;
      const pixel = (box.y + y) * lab.width + box.x + x;
      if (away === 0) {
        inside.add(lab.planes, pixel);
        continue;
      }
      ring.add(x, y, lab.planes, pixel);
      sectors.add(x + 0.5 - centre.x, y + 0.5 - centre.y, lab.planes, pixel);
    }
  }
  return {
    ringRoughness: rms(lab.planes.map((_, channel) => ring.residual(channel))),
    texture: rms(lab.planes.map((_, channel) => inside.variance(channel))),
    ringContrast: Math.hypot(...lab.planes.map((_, channel) => inside.mean(channel) - ring.mean(channel))),
    groundSpread: sectors.spread,
  };
}
