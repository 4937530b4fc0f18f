import type { FloatMap } from '../../imaging/image.ts';

/** Values a pixel in a GradientMap: the grey level, its slope to the right, its slope downwards. */
export const GRADIENT_STRIDE = 3;

/** A smoothed grey map with its slopes: data[(y * width + x) * 3] is the level, then d/dx and d/dy in levels a pixel. */
export interface GradientMap {
  readonly width: number;
  readonly height: number;
  readonly data: Float32Array;
}

/** Binomial 1 2 1 in both directions; the border repeats. */
function smooth({ width, height, data }: FloatMap): Float32Array {
  const rows = new Float32Array(data.length);
  for (let y = 0; y < height; y++) {
    const row = y * width;
    for (let x = 0; x < width; x++) {
      const left = data[row + (x > 0 ? x - 1 : 0)];
      const right = data[row + (x < width - 1 ? x + 1 : x)];
      rows[row + x] = 0.25 * (left + right) + 0.5 * data[row + x];
    }
  }
  const result = new Float32Array(data.length);
  for (let y = 0; y < height; y++) {
    const row = y * width;
    const above = y > 0 ? row - width : row;
    const below = y < height - 1 ? row + width : row;
    for (let x = 0; x < width; x++) result[row + x] = 0.25 * (rows[above + x] + rows[below + x]) + 0.5 * rows[row + x];
  }
  return result;
}

/** Smooths a map a little and notes its slopes (central differences, zero across the border). */
export function createGradientMap(map: FloatMap): GradientMap {
  const { width, height } = map;
  const level = smooth(map);
  const data = new Float32Array(level.length * GRADIENT_STRIDE);
  for (let y = 0; y < height; y++) {
    const row = y * width;
    const above = y > 0 ? -width : 0;
    const below = y < height - 1 ? width : 0;
    for (let x = 0; x < width; x++) {
      const pixel = row + x;
      const to = pixel * GRADIENT_STRIDE;
      data[to] = level[pixel];
      data[to + 1] = 0.5 * (level[x < width - 1 ? pixel + 1 : pixel] - level[x > 0 ? pixel - 1 : pixel]);
      data[to + 2] = 0.5 * (level[pixel + below] - level[pixel + above]);
    }
  }
  return { width, height, data };
}
