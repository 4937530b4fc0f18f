import type { Observations } from './observations.ts';
import type { Samples } from './samples.ts';

/** The straight line from the second picture's levels to the first's, and how well it holds. Weighted means throughout. */
export interface PhotometricFit {
  /** a is about gain * b + offset. */
  readonly gain: number;
  readonly offset: number;
  /** Root of the mean squared distance from the line, in grey levels. */
  readonly residual: number;
  /** Sum of the weights of the samples that the second picture shows. */
  readonly weight: number;
}

/** The line through the levels that fits best (least squares over the samples that are seen). */
export function fitPhotometry({ count, level: a }: Samples, seen: Observations, weights: Float32Array): PhotometricFit {
  const { level: b, seen: isSeen } = seen;
  let [weight, sumA, sumB, sumAA, sumAB, sumBB] = [0, 0, 0, 0, 0, 0];
  for (let at = 0; at < count; at++) {
    const w = weights[at] * isSeen[at];
    weight += w;
    sumA += w * a[at];
    sumB += w * b[at];
    sumAA += w * a[at] * a[at];
    sumAB += w * a[at] * b[at];
    sumBB += w * b[at] * b[at];
  }
  if (weight === 0) return { gain: 1, offset: 0, residual: 0, weight };
  const meanA = sumA / weight;
  const meanB = sumB / weight;
  const varianceA = sumAA / weight - meanA ** 2;
  const varianceB = sumBB / weight - meanB ** 2;
  const covariance = sumAB / weight - meanA * meanB;
  const gain = varianceB > 0 ? covariance / varianceB : 0;
  const residual = Math.sqrt(Math.max(0, varianceA - gain * covariance));
  return { gain, offset: meanA - gain * meanB, residual, weight };
}
