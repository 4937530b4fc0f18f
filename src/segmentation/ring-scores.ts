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
}

/** The ring lies between these distances from the mask: beyond the blur of the object's edge, within its surroundings. */
const RING_PX = { from: 2, to: 8 };

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

const threeFits = () => [new PlaneFit(), new PlaneFit(), new PlaneFit()];
const rms = (squares: number[]) => Math.sqrt(squares.reduce((sum, value) => sum + value, 0));

/** Measures a proposal and the ring around it. @param lab the working image, in whose pixels the mask is placed, in CIE Lab */
export function scoreRing(lab: FloatPlanes, placed: PlacedMask): RingScores {
  const { box, mask } = padMask(placed, RING_PX.to + 1, lab);
  const distance = distanceToSet(mask).data;
  const inside = threeFits();
  const ring = threeFits();
  for (let y = 0; y < box.height; y++) {
    for (let x = 0; x < box.width; x++) {
      const away = distance[y * box.width + x];
      if (away > RING_PX.to || (away > 0 && away < RING_PX.from)) continue;
      const pixel = (box.y + y) * lab.width + box.x + x;
      const fits = away === 0 ? inside : ring;
      for (let channel = 0; channel < 3; channel++) fits[channel].add(x, y, lab.planes[channel][pixel]);
    }
  }
  return {
    ringRoughness: rms(ring.map(({ residual }) => residual)),
    texture: rms(inside.map(({ variance }) => variance)),
    ringContrast: Math.hypot(...inside.map((fit, channel) => fit.mean - ring[channel].mean)),
  };
}
