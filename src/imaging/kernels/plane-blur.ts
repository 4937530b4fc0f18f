import { type PlaneRoom, withPlaneRoom } from './plane-room.ts';

/** Mirrors an index at the border without repeating the border pixel's neighbour: -1 -> 0, -2 -> 1. */
export function reflect(index: number, length: number): number {
  let inside = index;
  while (inside < 0 || inside >= length) inside = inside < 0 ? -1 - inside : 2 * length - 1 - inside;
  return inside;
}

/** Separable convolution of a plane of a room, in place. Otherwise as blurPlane. */
export function blurInPlace(room: PlaneRoom, plane: Float32Array, weights: Float32Array): void {
  const { width, height, kernels } = room;
  const radius = (weights.length - 1) / 2;
  const [rows, padded, taps] = [room.plane(), room.floats(width + 2 * radius), room.floats(weights.length)];
  taps.set(weights);
  kernels.blurRows(plane.byteOffset, rows.byteOffset, padded.byteOffset, taps.byteOffset, width, height, radius);
  kernels.blurColumns(rows.byteOffset, plane.byteOffset, taps.byteOffset, width, height, radius);
  room.release(rows, padded, taps);
}

/**
 * Separable convolution of a plane with symmetric weights, mirrored at the border, in single precision.
 *
 * @param plane row-major, width * height values of any range
 * @param weights an odd number of them, the same from both ends
 */
export function blurPlane(plane: Float32Array, width: number, height: number, weights: Float32Array): Float32Array {
  const bytes = 2 * weights.byteLength;
  return withPlaneRoom({ width, height, planes: 2, bytes }, (room) => {
    const blurred = room.plane();
    blurred.set(plane);
    blurInPlace(room, blurred, weights);
    return blurred.slice();
  });
}

const { fround } = Math;

function blurRows(source: Float32Array, width: number, height: number, weights: Float32Array): Float32Array {
  const radius = (weights.length - 1) / 2;
  const result = new Float32Array(source.length);
  const padded = new Float32Array(width + 2 * radius);
  for (let y = 0; y < height; y++) {
    const row = y * width;
    for (let at = 0; at < padded.length; at++) padded[at] = source[row + reflect(at - radius, width)];
    for (let x = 0; x < width; x++) {
      let sum = fround(weights[radius] * padded[x + radius]);
      for (let k = 0; k < radius; k++) {
        sum = fround(sum + fround(weights[k] * fround(padded[x + k] + padded[x + 2 * radius - k])));
      }
      result[row + x] = sum;
    }
  }
  return result;
}

function blurColumns(source: Float32Array, width: number, height: number, weights: Float32Array): Float32Array {
  const radius = (weights.length - 1) / 2;
  const result = new Float32Array(source.length);
  for (let y = 0; y < height; y++) {
    const row = y * width;
    for (let x = 0; x < width; x++) result[row + x] = weights[radius] * source[row + x];
    for (let k = 0; k < radius; k++) {
      const above = reflect(y + k - radius, height) * width;
      const below = reflect(y + radius - k, height) * width;
      for (let x = 0; x < width; x++) {
        result[row + x] += fround(weights[k] * fround(source[above + x] + source[below + x]));
      }
    }
  }
  return result;
}

/** The twin of blurPlane in plain TypeScript: the same bits, about three times as slow. */
export function blurPlanePlainly(
  plane: Float32Array,
  width: number,
  height: number,
  weights: Float32Array,
): Float32Array {
  return blurColumns(blurRows(plane, width, height, weights), width, height, weights);
}
