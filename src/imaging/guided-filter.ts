/** Mean over a square window around every pixel, cut at the border. */
export function windowMeans(values: ArrayLike<number>, width: number, height: number, radius: number): Float32Array {
  const stride = width + 1;
  const sums = new Float64Array(stride * (height + 1));
  for (let y = 0; y < height; y++) {
    let row = 0;
    for (let x = 0; x < width; x++) {
      row += values[y * width + x];
      sums[(y + 1) * stride + x + 1] = sums[y * stride + x + 1] + row;
    }
  }
  const means = new Float32Array(width * height);
  for (let y = 0; y < height; y++) {
    const [top, bottom] = [Math.max(0, y - radius) * stride, Math.min(height, y + radius + 1) * stride];
    const rows = (bottom - top) / stride;
    for (let x = 0; x < width; x++) {
      const left = Math.max(0, x - radius);
      const right = Math.min(width, x + radius + 1);
      const sum = sums[bottom + right] - sums[top + right] - sums[bottom + left] + sums[top + left];
      means[y * width + x] = sum / (rows * (right - left));
    }
  }
  return means;
}

/**
 * The guided filter (He, Sun & Tang 2010): smooths a map so that its edges are those of a guide, by fitting map =
 * a * guide + b in every window (equations 5, 6 and 8).
 *
 * @param guide grey values, 0 to 1, as many as `values`
 * @param radius half the window's side in pixels
 * @param smoothness variance of the guide below which it counts as flat; about 1e-4
 */
export function guidedFilter(
  guide: Float32Array,
  values: Float32Array,
  width: number,
  height: number,
  radius: number,
  smoothness: number,
): Float32Array {
  const mean = (plane: ArrayLike<number>) => windowMeans(plane, width, height, radius);
  const meanGuide = mean(guide);
  const meanValues = mean(values);
  const meanProduct = mean(guide.map((value, at) => value * values[at]));
  const meanSquare = mean(guide.map((value) => value * value));
  const slope = new Float32Array(values.length);
  const offset = new Float32Array(values.length);
  for (let at = 0; at < values.length; at++) {
    const variance = meanSquare[at] - meanGuide[at] ** 2;
    slope[at] = (meanProduct[at] - meanGuide[at] * meanValues[at]) / (variance + smoothness);
    offset[at] = meanValues[at] - slope[at] * meanGuide[at];
  }
  const [meanSlope, meanOffset] = [mean(slope), mean(offset)];
  return guide.map((value, at) => meanSlope[at] * value + meanOffset[at]);
}
