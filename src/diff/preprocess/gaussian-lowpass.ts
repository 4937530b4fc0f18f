import {
  type ComplexMap,
  createComplexMap,
  fourierTransform,
  inverseFourierTransform,
  nextPowerOfTwo,
} from '../../imaging/fourier.ts';
import type { FloatPlanes } from '../../imaging/image.ts';
import { reflect } from '../../imaging/kernels/plane-blur.ts';

/** A share of the highest frequency at which edges and texture part: below it lie things of 20 pixels and more. */
export const DEFAULT_CUTOFF = 0.1;
/** The filter's reach beyond the border, in its own standard deviations: what wraps around must not come back in. */
const MARGIN_SIGMAS = 3;

/** @throws RangeError when the cut-off factor is not above 0 and at most 1 */
export function requireCutoff(cutoff: number): void {
  if (cutoff > 0 && cutoff <= 1) return;
  throw new RangeError(`cutoff: expected above 0 and at most 1, received ${cutoff}`);
}

/** Standard deviation in pixels of the Gaussian whose transform is one half at the cut-off (in half cycles a pixel). */
function sigmaOf(cutoff: number): number {
  return Math.sqrt(2 * Math.LN2) / (Math.PI * cutoff);
}

/** The share that passes at each frequency of a line: a Gaussian, so that no ring appears around edges. */
function transferOf(length: number, cutoff: number): Float64Array {
  return Float64Array.from({ length }, (_, at) => {
    const frequency = Math.min(at, length - at) / (length / 2);
    return Math.exp(-Math.LN2 * (frequency / cutoff) ** 2);
  });
}

/** Two planes as one complex map, mirrored outwards at the border; the image starts at (left, top). */
function packMirrored(first: Float32Array, second: Float32Array, width: number, map: ComplexMap): void {
  const height = first.length / width;
  const { left, top } = offsetOf(width, height, map);
  const columns = Int32Array.from({ length: map.width }, (_, x) => reflect(x - left, width));
  for (let y = 0, to = 0; y < map.height; y++) {
    const row = reflect(y - top, height) * width;
    for (let x = 0; x < map.width; x++, to++) {
      map.real[to] = first[row + columns[x]];
      map.imaginary[to] = second[row + columns[x]];
    }
  }
}

function offsetOf(width: number, height: number, map: ComplexMap): { left: number; top: number } {
  return { left: (map.width - width) >> 1, top: (map.height - height) >> 1 };
}

function cutOut(values: Float64Array, width: number, height: number, map: ComplexMap): Float32Array {
  const { left, top } = offsetOf(width, height, map);
  const result = new Float32Array(width * height);
  for (let y = 0; y < height; y++) {
    const from = (y + top) * map.width + left;
    result.set(values.subarray(from, from + width), y * width);
  }
  return result;
}

/** The filter has a real, even transfer function, so two planes pass through one transform without meeting. */
function filterTwo(
  first: Float32Array,
  second: Float32Array,
  width: number,
  cutoff: number,
): [Float32Array, Float32Array] {
  const height = first.length / width;
  const margin = 2 * Math.ceil(MARGIN_SIGMAS * sigmaOf(cutoff));
  const map = createComplexMap(nextPowerOfTwo(width + margin), nextPowerOfTwo(height + margin));
  packMirrored(first, second, width, map);
  fourierTransform(map);
  const alongX = transferOf(map.width, cutoff);
  const alongY = transferOf(map.height, cutoff);
  for (let v = 0, at = 0; v < map.height; v++) {
    for (let u = 0; u < map.width; u++, at++) {
      const share = alongX[u] * alongY[v];
      map.real[at] *= share;
      map.imaginary[at] *= share;
    }
  }
  inverseFourierTransform(map);
  return [cutOut(map.real, width, height, map), cutOut(map.imaginary, width, height, map)];
}

/**
 * The low frequencies of both pictures: in the Fourier domain each is multiplied by a Gaussian that is 1 for the mean
 * and one half at the cut-off. Mirrored at the border.
 *
 * @param cutoff share of the highest frequency of a row, above 0 and at most 1
 */
export function gaussianLowpass(a: FloatPlanes, b: FloatPlanes, cutoff: number): [FloatPlanes, FloatPlanes] {
  requireCutoff(cutoff);
  const [red, green, blue] = a.planes.map((plane, channel) => filterTwo(plane, b.planes[channel], a.width, cutoff));
  const { width, height } = a;
  return [
    { width, height, planes: [red[0], green[0], blue[0]] },
    { width, height, planes: [red[1], green[1], blue[1]] },
  ];
}
