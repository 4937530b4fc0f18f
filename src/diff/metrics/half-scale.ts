import type { Size } from '../../contract/geometry.ts';
import type { FloatMap } from '../../imaging/image.ts';

/** A plane with its size. */
export type SizedPlane = FloatMap;

/** The means of 2x2 pixels; an odd last row or column is averaged with itself. */
export function halvePlane({ width, height, data }: SizedPlane): SizedPlane {
  const half = { width: (width + 1) >> 1, height: (height + 1) >> 1 };
  const result = new Float32Array(half.width * half.height);
  for (let y = 0, to = 0; y < half.height; y++) {
    const upper = 2 * y * width;
    const lower = Math.min(2 * y + 1, height - 1) * width;
    for (let x = 0; x < half.width; x++, to++) {
      const left = 2 * x;
      const right = Math.min(left + 1, width - 1);
      result[to] = (data[upper + left] + data[upper + right] + data[lower + left] + data[lower + right]) / 4;
    }
  }
  return { ...half, data: result };
}

/** The adjoint of halvePlane: a derivative by the half-size plane, as one by the plane of `size` that it was made from. */
export function spreadHalves(half: SizedPlane, { width, height }: Size): Float32Array {
  const result = new Float32Array(width * height);
  for (let y = 0, from = 0; y < half.height; y++) {
    const upper = 2 * y * width;
    const lower = Math.min(2 * y + 1, height - 1) * width;
    for (let x = 0; x < half.width; x++, from++) {
      const left = 2 * x;
      const right = Math.min(left + 1, width - 1);
      const share = half.data[from] / 4;
      result[upper + left] += share;
      result[upper + right] += share;
      result[lower + left] += share;
      result[lower + right] += share;
    }
  }
  return result;
}

/** For each place of the finer line: the nearer half-size place, the farther one on the other side. */
function neighbours(length: number, halfLength: number): { near: Int32Array; far: Int32Array } {
  const near = Int32Array.from({ length }, (_, at) => at >> 1);
  const far = near.map((place, at) => Math.min(halfLength - 1, Math.max(0, at % 2 === 0 ? place - 1 : place + 1)));
  return { near, far };
}

/** The half-size plane at `size`, interpolated linearly between the middles of its pixels. */
export function doubleAlong(half: SizedPlane, { width, height }: Size): Float32Array {
  const columns = neighbours(width, half.width);
  const rows = neighbours(height, half.height);
  const result = new Float32Array(width * height);
  for (let y = 0, to = 0; y < height; y++) {
    const near = rows.near[y] * half.width;
    const far = rows.far[y] * half.width;
    for (let x = 0; x < width; x++, to++) {
      const left = columns.near[x];
      const right = columns.far[x];
      // The nearer middle is a quarter of a half-size pixel away, the farther one three quarters.
      const nearRow = 3 * half.data[near + left] + half.data[near + right];
      const farRow = 3 * half.data[far + left] + half.data[far + right];
      result[to] = (3 * nearRow + farRow) / 16;
    }
  }
  return result;
}
