import type { FloatMap } from '../image.ts';
import { blurInPlace, blurPlanePlainly } from './plane-blur.ts';
import { withPlaneRoom } from './plane-room.ts';

/** Values a pixel: the grey level, its slope to the right, its slope downwards. */
export const GRADIENT_STRIDE = 3;

/** Binomial, in both directions; the border repeats. */
const WEIGHTS = Float32Array.of(0.25, 0.5, 0.25);
/** The level, what its smoothing takes, and the result. */
const PLANES = 2 + GRADIENT_STRIDE;

/**
 * A map, smoothed a little, with its slopes: central differences in levels a pixel, zero across the border.
 *
 * @returns GRADIENT_STRIDE values a pixel
 */
export function gradientsOf({ width, height, data }: FloatMap): Float32Array {
  return withPlaneRoom({ width, height, planes: PLANES }, (room) => {
    const [level, result] = [room.plane(), room.floats(GRADIENT_STRIDE * data.length)];
    level.set(data);
    blurInPlace(room, level, WEIGHTS);
    room.kernels.gradients(level.byteOffset, result.byteOffset, width, height);
    return result.slice();
  });
}

/** The twin of gradientsOf in plain TypeScript: the same bits. */
export function gradientsPlainly({ width, height, data }: FloatMap): Float32Array {
  const level = blurPlanePlainly(data, width, height, WEIGHTS);
  const result = new Float32Array(level.length * GRADIENT_STRIDE);
  for (let y = 0; y < height; y++) {
    const row = y * width;
    const above = y > 0 ? -width : 0;
    const below = y < height - 1 ? width : 0;
    for (let x = 0; x < width; x++) {
      const pixel = row + x;
      const to = pixel * GRADIENT_STRIDE;
      result[to] = level[pixel];
      result[to + 1] = 0.5 * Math.fround(level[x < width - 1 ? pixel + 1 : pixel] - level[x > 0 ? pixel - 1 : pixel]);
      result[to + 2] = 0.5 * Math.fround(level[pixel + below] - level[pixel + above]);
    }
  }
  return result;
}
