import type { FloatMap } from '../../imaging/image.ts';
import { GRADIENT_STRIDE, gradientsOf } from '../../imaging/kernels/gradients.ts';

export { GRADIENT_STRIDE };

/** A smoothed grey map with its slopes: data[(y * width + x) * 3] is the level, then d/dx and d/dy in levels a pixel. */
export interface GradientMap {
  readonly width: number;
  readonly height: number;
  readonly data: Float32Array;
}

/** Smooths a map a little and notes its slopes (central differences, zero across the border). */
export function createGradientMap(map: FloatMap): GradientMap {
  return { width: map.width, height: map.height, data: gradientsOf(map) };
}
