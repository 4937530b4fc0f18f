import { blurPlane } from './kernels/plane-blur.ts';

/** Half-width of a Gaussian kernel in standard deviations: beyond it lie 0.3 % of the weight. */
const GAUSSIAN_TRUNCATE = 3;

/** Weights of a sampled Gaussian, summing to 1; odd length. */
export function gaussianKernel(sigma: number): Float32Array {
  const radius = Math.max(1, Math.ceil(sigma * GAUSSIAN_TRUNCATE));
  const weights = Float32Array.from({ length: 2 * radius + 1 }, (_, at) =>
    Math.exp(-((at - radius) ** 2) / (2 * sigma ** 2)),
  );
  const sum = weights.reduce((total, weight) => total + weight, 0);
  return weights.map((weight) => weight / sum);
}

/**
 * Gaussian blur of one plane, separable, mirrored at the border.
 *
 * @param plane row-major, width * height values of any range
 * @param sigma standard deviation in pixels, > 0
 */
export function gaussianBlur(plane: Float32Array, width: number, height: number, sigma: number): Float32Array {
  return blurPlane(plane, width, height, gaussianKernel(sigma));
}
