import { gaussianBlur } from '../../imaging/filters.ts';
import { C1, C2, type SimilarityOptions } from './similarity.ts';
import { forEachMomentRow, WINDOW_SIGMA_PX } from './window-moments.ts';

/**
 * The mean over all pixels of the similarity map of two planes, and its derivative by each value of `a`.
 *
 * A pixel acts on a window through four means: of s = a + b, d = a - b, ss and dd. So the derivative is the blur of the
 * derivatives by the means of s and d, plus 2 s and 2 d times the blur of those by the means of ss and dd. The blur is
 * its own adjoint: its kernel is even and the border mirrored with the border pixel repeated.
 */
export function similarityGradient(
  a: Float32Array,
  b: Float32Array,
  width: number,
  height: number,
  { luminance }: Pick<SimilarityOptions, 'luminance'>,
): { readonly mean: number; readonly gradient: Float32Array } {
  const byMean = new Float32Array(a.length);
  const bySquaredSum = new Float32Array(a.length);
  const bySquaredDifference = new Float32Array(a.length);
  let lost = 0;
  forEachMomentRow(a, b, width, height, (y, from, to, { sum, difference, squaredSum, squaredDifference }) => {
    for (let x = from; x < to; x++) {
      const meanSum = sum[x] * sum[x];
      const meanDifference = difference[x] * difference[x];
      const varianceSum = squaredSum[x] - meanSum;
      const varianceDifference = squaredDifference[x] - meanDifference;
      const contrast = varianceSum + varianceDifference + 2 * C2;
      const structure = (varianceSum - varianceDifference + 2 * C2) / contrast;
      const brightness = meanSum + meanDifference + 2 * C1;
      const light = luminance ? (meanSum - meanDifference + 2 * C1) / brightness : 1;
      // (P - Q + c) / (P + Q + c) has the derivatives 2 Q / (...)^2 by P and -2 (P + c) / (...)^2 by Q.
      const byVarianceSum = (light * 2 * varianceDifference) / contrast ** 2;
      const byVarianceDifference = (-light * 2 * (varianceSum + 2 * C2)) / contrast ** 2;
      const lightBySum = luminance ? (structure * 2 * meanDifference) / brightness ** 2 : 0;
      const lightByDifference = luminance ? (-structure * 2 * (meanSum + 2 * C1)) / brightness ** 2 : 0;
      const pixel = y * width + x;
      byMean[pixel] =
        2 * sum[x] * (lightBySum - byVarianceSum) + 2 * difference[x] * (lightByDifference - byVarianceDifference);
      bySquaredSum[pixel] = byVarianceSum;
      bySquaredDifference[pixel] = byVarianceDifference;
      lost += 1 - light * structure;
    }
  });
  const blur = (plane: Float32Array) => gaussianBlur(plane, width, height, WINDOW_SIGMA_PX);
  const [means, sums, differences] = [byMean, bySquaredSum, bySquaredDifference].map(blur);
  const gradient = new Float32Array(a.length);
  for (let pixel = 0; pixel < a.length; pixel++) {
    const bySquares = (a[pixel] + b[pixel]) * sums[pixel] + (a[pixel] - b[pixel]) * differences[pixel];
    gradient[pixel] = (means[pixel] + 2 * bySquares) / a.length;
  }
  return { mean: 1 - lost / a.length, gradient };
}
