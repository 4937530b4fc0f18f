/** Weights of the byte blur are whole 256ths, so that the blur is exact in whole numbers and the same on every machine. */
const WEIGHT_BITS = 8;
const WEIGHT_SUM = 1 << WEIGHT_BITS;
const RESULT_BITS = 2 * WEIGHT_BITS;
const HALF = 1 << (RESULT_BITS - 1);

/** The standard deviation that OpenCV takes for a kernel of `size` taps when none is given (sigma 0). */
export function sigmaOfKernelSize(size: number): number {
  return 0.3 * ((size - 1) / 2 - 1) + 0.8;
}

/** Whole numbers near 256 times a Gaussian that sum to 256; what rounding takes from one is given to the next. */
function byteKernel(size: number, sigma: number): Int32Array {
  const middle = (size - 1) / 2;
  const weights = Array.from({ length: size }, (_, at) => Math.exp(-((at - middle) ** 2) / (2 * sigma ** 2)));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const kernel = new Int32Array(size);
  let [error, outer] = [0, 0];
  for (let at = 0; at < middle; at++) {
    const exact = (weights[at] / total) * WEIGHT_SUM + error;
    const rounded = Math.round(exact);
    error = exact - rounded;
    kernel[at] = rounded;
    kernel[size - 1 - at] = rounded;
    outer += 2 * rounded;
  }
  kernel[middle] = WEIGHT_SUM - outer;
  return kernel;
}

/** Mirrors an index at the border pixel, which is not repeated: -1 -> 1, -2 -> 2. */
function mirror(index: number, length: number): number {
  if (length === 1) return 0;
  const period = 2 * (length - 1);
  const at = ((index % period) + period) % period;
  return at < length ? at : period - at;
}

function blurRow(plane: Uint8Array, row: number, padded: Uint8Array, kernel: Int32Array, result: Uint16Array): void {
  const radius = (kernel.length - 1) / 2;
  const width = result.length;
  padded.set(plane.subarray(row, row + width), radius);
  for (let at = 1; at <= radius; at++) {
    padded[radius - at] = plane[row + mirror(-at, width)];
    padded[radius + width - 1 + at] = plane[row + mirror(width - 1 + at, width)];
  }
  for (let x = 0; x < width; x++) {
    let sum = kernel[radius] * padded[x + radius];
    for (let k = 0; k < radius; k++) sum += kernel[k] * (padded[x + k] + padded[x + 2 * radius - k]);
    result[x] = sum;
  }
}

/**
 * Gaussian blur of a plane of bytes, rounded to bytes, bit for bit as OpenCV's GaussianBlur does it for 8-bit images
 * (whole-number weights, mirrored at the border pixel).
 *
 * @param size taps of the kernel, odd
 * @param sigma standard deviation in pixels, > 0
 */
export function blurBytes(plane: Uint8Array, width: number, height: number, size: number, sigma: number): Uint8Array {
  if (size === 1) return plane.slice();
  const kernel = byteKernel(size, sigma);
  const radius = (size - 1) / 2;
  const padded = new Uint8Array(width + 2 * radius);
  const rows = Array.from({ length: height }, (_, y) => {
    const row = new Uint16Array(width);
    blurRow(plane, y * width, padded, kernel, row);
    return row;
  });
  const result = new Uint8Array(plane.length);
  const sums = new Uint32Array(width);
  for (let y = 0; y < height; y++) {
    sums.fill(HALF);
    for (let k = 0; k < size; k++) {
      const row = rows[mirror(y + k - radius, height)];
      const weight = kernel[k];
      for (let x = 0; x < width; x++) sums[x] += weight * row[x];
    }
    for (let x = 0; x < width; x++) result[y * width + x] = sums[x] >>> RESULT_BITS;
  }
  return result;
}
