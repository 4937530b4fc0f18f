import { MAX_GREY_LEVEL } from '../../imaging/planes.ts';
import { forEachMomentRow, WINDOW_SIZE_PX } from './window-moments.ts';

// Wang, Bovik, Sheikh & Simoncelli 2004, section III-B: K1 = 0.01, K2 = 0.03.
export const C1 = (0.01 * MAX_GREY_LEVEL) ** 2;
export const C2 = (0.03 * MAX_GREY_LEVEL) ** 2;
/** What turns a window's mean into the unbiased estimate of a sample, as scikit-image does unless told otherwise. */
const SAMPLE_FACTOR = WINDOW_SIZE_PX ** 2 / (WINDOW_SIZE_PX ** 2 - 1);

export interface SimilarityOptions {
  /** With the comparison of means (SSIM, equation 13); without it contrast and structure alone are left. */
  readonly luminance: boolean;
  /** Variances and the covariance as estimates from a sample of 121 pixels instead of means over the window. */
  readonly sampleCovariance?: boolean;
}

/**
 * Structural similarity of the window around each pixel of two planes in grey levels: 1 where the windows are equal,
 * -1 at least. Row-major on the image grid; windows are mirrored at the border.
 */
export function similarityMap(
  a: Float32Array,
  b: Float32Array,
  width: number,
  height: number,
  { luminance, sampleCovariance = false }: SimilarityOptions,
): Float32Array {
  const result = new Float32Array(a.length).fill(1);
  const factor = sampleCovariance ? SAMPLE_FACTOR : 1;
  forEachMomentRow(a, b, width, height, (y, from, to, { sum, difference, squaredSum, squaredDifference }) => {
    for (let x = from; x < to; x++) {
      const meanSum = sum[x] * sum[x];
      const meanDifference = difference[x] * difference[x];
      const varianceSum = factor * (squaredSum[x] - meanSum);
      const varianceDifference = factor * (squaredDifference[x] - meanDifference);
      // With s = a + b and d = a - b: 2 cov(a, b) = (var s - var d) / 2 and var a + var b = (var s + var d) / 2.
      const structure = (varianceSum - varianceDifference + 2 * C2) / (varianceSum + varianceDifference + 2 * C2);
      const light = luminance ? (meanSum - meanDifference + 2 * C1) / (meanSum + meanDifference + 2 * C1) : 1;
      result[y * width + x] = light * structure;
    }
  });
  return result;
}

/** The mean of a plane. */
export function meanOf(plane: Float32Array): number {
  let sum = 0;
  for (let pixel = 0; pixel < plane.length; pixel++) sum += plane[pixel];
  return sum / plane.length;
}
