/** Parts of a pixel that are told apart when an image is read between its pixels. */
export const FRACTIONS = 256;
/** Weights of a fraction, along each axis. */
export const TAPS = 4;

/** Weights are whole numbers that sum to two to this power: bytes are then summed without a conversion. */
const WEIGHT_BITS = 11;
const WEIGHT_ONE = 2 ** WEIGHT_BITS;
/** Bits by which a sum weighed along both axes is larger than a byte. */
export const SUM_BITS = 2 * WEIGHT_BITS;

/** The four weights at a fraction (Keys 1981, a = -1/2: exact for parabolas); the largest takes the rounding. */
function cubicWeights(t: number): number[] {
  const weights = [
    ((2 - t) * t - 1) * t * 0.5,
    ((3 * t - 5) * t * t + 2) * 0.5,
    ((4 - 3 * t) * t + 1) * t * 0.5,
    (t - 1) * t * t * 0.5,
  ].map((weight) => Math.round(weight * WEIGHT_ONE));
  weights[t < 0.5 ? 1 : 2] += WEIGHT_ONE - weights.reduce((sum, weight) => sum + weight, 0);
  return weights;
}

/** TAPS weights for each fraction from 0 to below 1. */
export const CUBIC_WEIGHTS = Int16Array.from(
  Array.from({ length: FRACTIONS }, (_, at) => cubicWeights(at / FRACTIONS)).flat(),
);
