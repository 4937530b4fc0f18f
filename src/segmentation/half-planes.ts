import type { Size } from '../contract/geometry.ts';
import { boxMeans } from '../imaging/kernels/box-means.ts';
import type { PlaneRoom } from '../imaging/kernels/plane-room.ts';

/** The size of planes that hold one value for two by two pixels; the last row and column may hold fewer. */
export const halfOf = ({ width, height }: Size): Size => ({ width: (width + 1) >> 1, height: (height + 1) >> 1 });

/** Means of two by two values. @param result of half the size */
export function halve(values: ArrayLike<number>, { width, height }: Size, result: Float32Array): void {
  const half = halfOf({ width, height });
  for (let y = 0, to = 0; y < half.height; y++) {
    const upper = 2 * y * width;
    const lower = Math.min(height - 1, 2 * y + 1) * width;
    for (let x = 0; x < half.width; x++, to++) {
      const [left, right] = [2 * x, Math.min(width - 1, 2 * x + 1)];
      result[to] = (values[upper + left] + values[upper + right] + values[lower + left] + values[lower + right]) / 4;
    }
  }
}

/** Box means of a plane of a room, in place. */
export function blurEvenly(room: PlaneRoom, plane: Float32Array, reach: number): void {
  const means = room.plane();
  boxMeans(room, plane, reach, means);
  plane.set(means);
  room.release(means);
}

/** Reads half planes at the pixels of the whole image, bilinearly. */
export class HalfReader {
  private readonly whole: Size;
  private readonly half: Size;
  private readonly at = new Int32Array(4);
  private readonly weights = new Float64Array(4);

  constructor(whole: Size) {
    this.whole = whole;
    this.half = halfOf(whole);
  }

  /** Goes to a pixel of the whole image. */
  seek(pixel: number): void {
    const { at, weights, half } = this;
    const y = Math.floor(pixel / this.whole.width);
    const x = pixel - y * this.whole.width;
    // Even pixels lie a quarter before the middle of their half pixel, odd ones a quarter behind it.
    const [left, top] = [(x - 1) >> 1, (y - 1) >> 1];
    const [across, down] = [x & 1 ? 0.25 : 0.75, y & 1 ? 0.25 : 0.75];
    const [x0, x1] = [Math.max(0, left), Math.min(half.width - 1, left + 1)];
    const [y0, y1] = [Math.max(0, top) * half.width, Math.min(half.height - 1, top + 1) * half.width];
    at[0] = y0 + x0;
    at[1] = y0 + x1;
    at[2] = y1 + x0;
    at[3] = y1 + x1;
    weights[0] = (1 - down) * (1 - across);
    weights[1] = (1 - down) * across;
    weights[2] = down * (1 - across);
    weights[3] = down * across;
  }

  read(plane: Float32Array): number {
    const { at, weights } = this;
    return (
      weights[0] * plane[at[0]] + weights[1] * plane[at[1]] + weights[2] * plane[at[2]] + weights[3] * plane[at[3]]
    );
  }
}
