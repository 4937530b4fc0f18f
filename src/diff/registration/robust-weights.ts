import type { Observations } from './observations.ts';
import type { PhotometricFit } from './photometric-fit.ts';
import type { Samples } from './samples.ts';

/** A normal distribution's standard deviation is its median absolute deviation times this. */
const SIGMA_PER_MEDIAN = 1.4826;
/** Residuals are counted in steps of this many grey levels. */
const STEP = 0.125;
const MAX_BYTE = 255;
/** Rounding to whole grey levels alone is a noise of this size; nothing is an outlier below it. */
const MIN_SIGMA = 0.75;
/** A residual of this many sigma has a quarter of the weight. */
const OUTLIER_SIGMAS = 2.5;

/**
 * Weighs each sample by how well the pictures agree there (Geman & McClure 1985): where a thing was changed, moved or
 * removed, the weight goes to nothing; samples that are not seen weigh nothing. Writes to `weights`.
 */
export function weighByResidual(
  { count, level }: Samples,
  seen: Observations,
  { gain, offset }: PhotometricFit,
  weights: Float32Array,
): void {
  const counts = new Uint32Array(MAX_BYTE / STEP + 1);
  let total = 0;
  for (let at = 0; at < count; at++) {
    if (!seen.seen[at]) continue;
    const residual = Math.abs(level[at] - gain * seen.level[at] - offset);
    counts[Math.min(counts.length - 1, (residual / STEP) | 0)]++;
    total++;
  }
  let bin = 0;
  for (let passed = counts[0]; passed * 2 < total; passed += counts[bin]) bin++;
  const sigma = Math.max(MIN_SIGMA, SIGMA_PER_MEDIAN * (bin + 0.5) * STEP);
  const softness = 1 / (OUTLIER_SIGMAS * sigma) ** 2;
  for (let at = 0; at < count; at++) {
    const residual = level[at] - gain * seen.level[at] - offset;
    const share = 1 / (1 + residual * residual * softness);
    weights[at] = seen.seen[at] * share * share;
  }
}
