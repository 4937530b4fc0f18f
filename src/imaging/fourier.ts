/** One complex number a pixel, in two planes: real[y * width + x], imaginary[y * width + x]. Both sides are powers of two. */
export interface ComplexMap {
  readonly width: number;
  readonly height: number;
  readonly real: Float64Array;
  readonly imaginary: Float64Array;
}

const isPowerOfTwo = (value: number) => Number.isInteger(Math.log2(value));

/** The smallest power of two that is not below `value` (>= 1). */
export function nextPowerOfTwo(value: number): number {
  return 2 ** Math.ceil(Math.log2(value));
}

/** Makes a ComplexMap of zeros. @throws RangeError when a side is not a power of two */
export function createComplexMap(width: number, height: number): ComplexMap {
  if (!isPowerOfTwo(width) || !isPowerOfTwo(height)) {
    throw new RangeError(`ComplexMap: expected powers of two as sides, received ${width} x ${height}`);
  }
  return { width, height, real: new Float64Array(width * height), imaginary: new Float64Array(width * height) };
}

/** What a transform of one length needs to know: where each value goes first, and the roots of unity. */
interface Plan {
  readonly length: number;
  readonly reversed: Uint32Array;
  readonly cosines: Float64Array;
  readonly sines: Float64Array;
}

function createPlan(length: number): Plan {
  const reversed = new Uint32Array(length);
  for (let at = 1; at < length; at++) reversed[at] = (reversed[at >> 1] >> 1) | (at & 1 ? length >> 1 : 0);
  const half = length >> 1;
  const angle = (at: number) => (-2 * Math.PI * at) / length;
  return {
    length,
    reversed,
    cosines: Float64Array.from({ length: half }, (_, at) => Math.cos(angle(at))),
    sines: Float64Array.from({ length: half }, (_, at) => Math.sin(angle(at))),
  };
}

function permute(values: Float64Array, offset: number, { length, reversed }: Plan): void {
  for (let at = 0; at < length; at++) {
    const other = reversed[at];
    if (other <= at) continue;
    const kept = values[offset + at];
    values[offset + at] = values[offset + other];
    values[offset + other] = kept;
  }
}

/** Forward transform in place of `plan.length` values from `offset` on (Cooley & Tukey 1965, decimation in time). */
function transformLine(real: Float64Array, imaginary: Float64Array, offset: number, plan: Plan): void {
  const { length, cosines, sines } = plan;
  permute(real, offset, plan);
  permute(imaginary, offset, plan);
  for (let half = 1; half < length; half *= 2) {
    const step = length / (2 * half);
    for (let start = offset; start < offset + length; start += 2 * half) {
      for (let k = 0; k < half; k++) {
        const cosine = cosines[k * step];
        const sine = sines[k * step];
        const even = start + k;
        const odd = even + half;
        const oddReal = real[odd] * cosine - imaginary[odd] * sine;
        const oddImaginary = real[odd] * sine + imaginary[odd] * cosine;
        real[odd] = real[even] - oddReal;
        imaginary[odd] = imaginary[even] - oddImaginary;
        real[even] += oddReal;
        imaginary[even] += oddImaginary;
      }
    }
  }
}

/** Columns that are carried to a buffer and back together: a cache line holds eight numbers. */
const COLUMNS_AT_ONCE = 8;

function transformColumns({ width, height, real, imaginary }: ComplexMap, plan: Plan): void {
  const together = Math.min(COLUMNS_AT_ONCE, width);
  const lineReal = new Float64Array(height * together);
  const lineImaginary = new Float64Array(height * together);
  for (let x = 0; x < width; x += together) {
    for (let y = 0; y < height; y++) {
      for (let column = 0; column < together; column++) {
        lineReal[column * height + y] = real[y * width + x + column];
        lineImaginary[column * height + y] = imaginary[y * width + x + column];
      }
    }
    for (let column = 0; column < together; column++) transformLine(lineReal, lineImaginary, column * height, plan);
    for (let y = 0; y < height; y++) {
      for (let column = 0; column < together; column++) {
        real[y * width + x + column] = lineReal[column * height + y];
        imaginary[y * width + x + column] = lineImaginary[column * height + y];
      }
    }
  }
}

/**
 * Discrete Fourier transform in place: F(u, v) = sum of f(x, y) exp(-2 pi i (u x / width + v y / height)), not scaled.
 * Frequency (u, v) stands at [v * width + u]; those above half a side are the negative ones.
 */
export function fourierTransform(map: ComplexMap): void {
  const rows = createPlan(map.width);
  for (let y = 0; y < map.height; y++) transformLine(map.real, map.imaginary, y * map.width, rows);
  transformColumns(map, createPlan(map.height));
}

/** Undoes fourierTransform, in place; scaled, so that both together change nothing. */
export function inverseFourierTransform(map: ComplexMap): void {
  const { real, imaginary } = map;
  // The inverse is the forward transform with the real and imaginary parts in each other's place.
  fourierTransform({ ...map, real: imaginary, imaginary: real });
  const scale = 1 / real.length;
  for (let at = 0; at < real.length; at++) {
    real[at] *= scale;
    imaginary[at] *= scale;
  }
}
