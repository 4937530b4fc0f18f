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

/** Mirrors an index at the border without repeating the border pixel's neighbour: -1 -> 0, -2 -> 1. */
export function reflect(index: number, length: number): number {
  let inside = index;
  while (inside < 0 || inside >= length) inside = inside < 0 ? -1 - inside : 2 * length - 1 - inside;
  return inside;
}

function blurRows(source: Float32Array, width: number, height: number, kernel: Float32Array): Float32Array {
  const radius = (kernel.length - 1) / 2;
  const result = new Float32Array(source.length);
  const padded = new Float32Array(width + 2 * radius);
  for (let y = 0; y < height; y++) {
    const row = y * width;
    for (let at = 0; at < padded.length; at++) padded[at] = source[row + reflect(at - radius, width)];
    for (let x = 0; x < width; x++) {
      let sum = kernel[radius] * padded[x + radius];
      for (let k = 0; k < radius; k++) sum += kernel[k] * (padded[x + k] + padded[x + 2 * radius - k]);
      result[row + x] = sum;
    }
  }
  return result;
}

function blurColumns(source: Float32Array, width: number, height: number, kernel: Float32Array): Float32Array {
  const radius = (kernel.length - 1) / 2;
  const result = new Float32Array(source.length);
  const sums = new Float64Array(width);
  for (let y = 0; y < height; y++) {
    const row = y * width;
    for (let x = 0; x < width; x++) sums[x] = kernel[radius] * source[row + x];
    for (let k = 0; k < radius; k++) {
      const weight = kernel[k];
      const above = reflect(y + k - radius, height) * width;
      const below = reflect(y + radius - k, height) * width;
      for (let x = 0; x < width; x++) sums[x] += weight * (source[above + x] + source[below + x]);
    }
    result.set(sums, row);
  }
  return result;
}

/**
 * Gaussian blur of one plane, separable, mirrored at the border.
 *
 * @param plane row-major, width * height values of any range
 * @param sigma standard deviation in pixels, > 0
 */
export function gaussianBlur(plane: Float32Array, width: number, height: number, sigma: number): Float32Array {
  const kernel = gaussianKernel(sigma);
  return blurColumns(blurRows(plane, width, height, kernel), width, height, kernel);
}
