/**
 * Daubechies 1988: the orthogonal wavelet of four taps, with two vanishing moments: flat and evenly shaded parts have no
 * detail at all.
 */
const ROOT_3 = Math.sqrt(3);
const SCALE = 1 / (4 * Math.SQRT2);
const H0 = (1 + ROOT_3) * SCALE;
const H1 = (3 + ROOT_3) * SCALE;
const H2 = (3 - ROOT_3) * SCALE;
const H3 = (1 - ROOT_3) * SCALE;

/** One step along a line of even length, taken as a circle: means to the first half of `result`, details to the second. */
function splitLine(line: Float64Array, length: number, result: Float64Array): void {
  const half = length / 2;
  for (let k = 0; k < half; k++) {
    const [v0, v1] = [line[2 * k], line[2 * k + 1]];
    const [v2, v3] = [line[(2 * k + 2) % length], line[(2 * k + 3) % length]];
    result[k] = H0 * v0 + H1 * v1 + H2 * v2 + H3 * v3;
    result[half + k] = H3 * v0 - H2 * v1 + H1 * v2 - H0 * v3;
  }
}

/** Undoes splitLine: the transform is orthogonal, so its inverse is its transpose. */
function joinLine(line: Float64Array, length: number, result: Float64Array): void {
  const half = length / 2;
  result.fill(0, 0, length);
  for (let k = 0; k < half; k++) {
    const [mean, detail] = [line[k], line[half + k]];
    result[2 * k] += H0 * mean + H3 * detail;
    result[2 * k + 1] += H1 * mean - H2 * detail;
    result[(2 * k + 2) % length] += H2 * mean + H1 * detail;
    result[(2 * k + 3) % length] += H3 * mean - H0 * detail;
  }
}

type LineStep = typeof splitLine;

function stepRows(plane: Float64Array, stride: number, width: number, height: number, step: LineStep): void {
  const result = new Float64Array(width);
  for (let y = 0; y < height; y++) {
    const row = plane.subarray(y * stride, y * stride + width);
    step(row, width, result);
    row.set(result);
  }
}

function stepColumns(plane: Float64Array, stride: number, width: number, height: number, step: LineStep): void {
  const line = new Float64Array(height);
  const result = new Float64Array(height);
  for (let x = 0; x < width; x++) {
    for (let y = 0; y < height; y++) line[y] = plane[y * stride + x];
    step(line, height, result);
    for (let y = 0; y < height; y++) plane[y * stride + x] = result[y];
  }
}

/**
 * Orthogonal wavelet transform in place, `levels` times: after it the top left corner of width / 2^levels by
 * height / 2^levels holds the approximation, the rest the details.
 *
 * @param plane row-major; both sides are multiples of 2^levels
 */
export function splitPlane(plane: Float64Array, width: number, height: number, levels: number): void {
  for (let level = 0; level < levels; level++) {
    stepRows(plane, width, width >> level, height >> level, splitLine);
    stepColumns(plane, width, width >> level, height >> level, splitLine);
  }
}

/** Undoes splitPlane, in place. */
export function joinPlane(plane: Float64Array, width: number, height: number, levels: number): void {
  for (let level = levels - 1; level >= 0; level--) {
    stepColumns(plane, width, width >> level, height >> level, joinLine);
    stepRows(plane, width, width >> level, height >> level, joinLine);
  }
}
