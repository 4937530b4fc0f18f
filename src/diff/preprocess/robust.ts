/** Tukey's biweight at 95 % efficiency, for residuals in standard deviations. */
const TUKEY = 4.685;
/** Median absolute residual to standard deviation, for a normal distribution. */
const MEDIAN_TO_DEVIATION = 1.4826;
/** Grey levels; rounding alone leaves this much, so no residual is worse for being larger than nothing. */
const MIN_DEVIATION = 1;
/** Residuals are counted in steps of this many grey levels, to find their median without sorting. */
const STEP = 1 / 32;
const MAX_BYTE = 255;

/** The residual (grey levels) from which on a sample has no weight, told from the median of all residuals. */
export function outlierReach(residuals: Float32Array): number {
  const counts = new Uint32Array(MAX_BYTE / STEP + 1);
  for (let at = 0; at < residuals.length; at++) {
    counts[Math.min(counts.length - 1, (Math.abs(residuals[at]) / STEP) | 0)]++;
  }
  let bin = 0;
  for (let passed = counts[0]; passed * 2 < residuals.length; passed += counts[bin]) bin++;
  return TUKEY * Math.max(MIN_DEVIATION, MEDIAN_TO_DEVIATION * (bin + 0.5) * STEP);
}

/** Tukey's biweight: 1 for no residual, 0 from the reach on. */
export function biweight(residual: number, reach: number): number {
  const share = residual / reach;
  return Math.abs(share) >= 1 ? 0 : (1 - share * share) ** 2;
}
