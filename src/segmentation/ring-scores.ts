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
/** The ring is looked at in so many sectors: enough for a corner to fill one, few enough to average texture out. */
const SECTORS = 8;

/** Least squares fit of value = p + q x + r y by its normal equations, as sums that grow pixel by pixel. */
class PlaneFit {
  private n = 0;
  private x = 0;
  private y = 0;
  private xx = 0;
  private yy = 0;
  private xy = 0;
  private v = 0;
  private vv = 0;
  private vx = 0;
  private vy = 0;

  add(x: number, y: number, value: number): void {
    this.n++;
    this.x += x;
    this.y += y;
    this.xx += x * x;
    this.yy += y * y;
    this.xy += x * y;
    this.v += value;
    this.vv += value * value;
    this.vx += value * x;
    this.vy += value * y;
  }

  get mean(): number {
    return this.n === 0 ? 0 : this.v / this.n;
  }

  /** Mean squared distance from the mean. */
  get variance(): number {
    return this.n === 0 ? 0 : Math.max(0, this.vv / this.n - this.mean ** 2);
  }

  /** Mean squared distance from the fitted plane. */
  get residual(): number {
    if (this.n === 0) return 0;
    const covariance = (sum: number, a: number, b: number) => sum / this.n - (a / this.n) * (b / this.n);
    const xx = covariance(this.xx, this.x, this.x);
    const yy = covariance(this.yy, this.y, this.y);
    const xy = covariance(this.xy, this.x, this.y);
    const vx = covariance(this.vx, this.v, this.x);
    const vy = covariance(this.vy, this.v, this.y);
    const determinant = xx * yy - xy * xy;
    if (determinant <= 0) return this.variance;
    const explained = (vx * (vx * yy - vy * xy) + vy * (vy * xx - vx * xy)) / determinant;
    return Math.max(0, this.variance - explained);
  }
}

/** The mean colours of the sectors of a ring around a centre. */
class SectorColours {
  private readonly sums = new Float64Array(SECTORS * 4);

  add(fromCentreX: number, fromCentreY: number, planes: FloatPlanes['planes'], pixel: number): void {
    const turn = Math.atan2(fromCentreY, fromCentreX) / (2 * Math.PI) + 1;
    const at = (Math.floor(turn * SECTORS) % SECTORS) * 4;
    for (let channel = 0; channel < 3; channel++) this.sums[at + channel] += planes[channel][pixel];
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

const threeFits = () => [new PlaneFit(), new PlaneFit(), new PlaneFit()];
const rms = (squares: number[]) => Math.sqrt(squares.reduce((sum, value) => sum + value, 0));

/** Measures a proposal and the ring around it. @param lab the working image, in whose pixels the mask is placed, in CIE Lab */
export function scoreRing(lab: FloatPlanes, placed: PlacedMask): RingScores {
  const { box, mask } = padMask(placed, RING_PX.to + 1, lab);
  const distance = distanceToSet(mask).data;
  const inside = threeFits();
  const ring = threeFits();
  const sectors = new SectorColours();
  const centre = { x: box.width / 2, y: box.height / 2 };
  for (let y = 0; y < box.height; y++) {
    for (let x = 0; x < box.width; x++) {
      const away = distance[y * box.width + x];
      if (away > RING_PX.to || (away > 0 && away < RING_PX.from)) continue;
      const pixel = (box.y + y) * lab.width + box.x + x;
      const fits = away === 0 ? inside : ring;
      for (let channel = 0; channel < 3; channel++) fits[channel].add(x, y, lab.planes[channel][pixel]);
      if (away > 0) sectors.add(x + 0.5 - centre.x, y + 0.5 - centre.y, lab.planes, pixel);
    }
  }
  return {
    ringRoughness: rms(ring.map(({ residual }) => residual)),
    texture: rms(inside.map(({ variance }) => variance)),
    ringContrast: Math.hypot(...inside.map((fit, channel) => fit.mean - ring[channel].mean)),
    groundSpread: sectors.spread,
  };
}
