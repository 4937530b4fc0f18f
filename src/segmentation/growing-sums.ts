import type { Lab } from '../imaging/lab.ts';

const CHANNELS = 3;

/** Of each channel's values: mean and variance, as sums that grow pixel by pixel. */
export class Spreads {
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
export class PlaneFits {
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
