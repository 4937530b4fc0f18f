import type { FloatPlanes } from '../image.ts';
import type { PlaneRoom } from './plane-room.ts';

const { fround } = Math;

/** Steps from each pixel to its right and lower neighbours, the mean of the channels. */
export function stepsOf(room: PlaneRoom, { width, height, planes }: FloatPlanes): Float32Array {
  const steps = room.plane().fill(0);
  for (const plane of planes) {
    room.kernels.addSteps(plane.byteOffset, steps.byteOffset, width, height, 1 / planes.length);
  }
  return steps;
}

/** The twin of stepsOf in plain TypeScript: the same bits. */
export function stepsOfPlainly({ width, height, planes }: FloatPlanes): Float32Array {
  const result = new Float32Array(width * height);
  const share = fround(1 / planes.length);
  for (const plane of planes) {
    for (let y = 0, at = 0; y < height; y++) {
      const down = y + 1 < height ? width : 0;
      for (let x = 0; x < width; x++, at++) {
        const level = plane[at];
        const right = Math.abs(fround(plane[at + (x + 1 < width ? 1 : 0)] - level));
        const below = Math.abs(fround(plane[at + down] - level));
        result[at] += fround(share * fround(right + below));
      }
    }
  }
  return result;
}

/** Adds the smaller of two planes to a third, where it is above 0. */
export function addCalmer(room: PlaneRoom, a: Float32Array, b: Float32Array, sum: Float32Array): void {
  room.kernels.addCalmer(a.byteOffset, b.byteOffset, sum.byteOffset, sum.length);
}

/** The twin of addCalmer in plain TypeScript: the same bits. */
export function addCalmerPlainly(a: Float32Array, b: Float32Array, sum: Float32Array): void {
  for (let at = 0; at < sum.length; at++) sum[at] += Math.max(0, Math.min(a[at], b[at]));
}

/** For each value of a plane how many of the bounds (at most 255) lie below it. */
export function countBelow(room: PlaneRoom, plane: Float32Array, bounds: Float32Array): Uint8Array {
  const list = room.floats(bounds.length);
  list.set(bounds);
  const result = room.bytes(plane.length);
  room.kernels.countBelow(plane.byteOffset, list.byteOffset, bounds.length, result.byteOffset, plane.length);
  room.release(list);
  return result;
}

/** The twin of countBelow in plain TypeScript: the same bytes. */
export function countBelowPlainly(plane: Float32Array, bounds: Float32Array): Uint8Array {
  return Uint8Array.from(plane, (value) => bounds.reduce((count, bound) => count + (value > bound ? 1 : 0), 0));
}
