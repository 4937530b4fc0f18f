import type { ProjectiveMatrix } from '../../imaging/projective.ts';
import type { Frame } from './frame.ts';
import { GRADIENT_STRIDE, type GradientMap } from './gradient-map.ts';
import type { Samples } from './samples.ts';

/** What the second picture shows where a matrix puts the samples of the first. */
export interface Observations {
  /** Grey level, 0 where the point lies outside. */
  readonly level: Float32Array;
  /** Slopes in grey levels per unit of the frame. */
  readonly slopeX: Float32Array;
  readonly slopeY: Float32Array;
  /** 1 where the point lies in the second picture, else 0. */
  readonly seen: Uint8Array;
}

export function createObservations(count: number): Observations {
  return {
    level: new Float32Array(count),
    slopeX: new Float32Array(count),
    slopeY: new Float32Array(count),
    seen: new Uint8Array(count),
  };
}

/** Reads the second picture (bilinear) at every sample's place; returns how many places it shows. */
export function observe(
  { count, x, y }: Samples,
  { width, height, data }: GradientMap,
  { centreX, centreY, unitPx }: Frame,
  [a, b, c, d, e, f, g, h]: ProjectiveMatrix,
  { level, slopeX, slopeY, seen }: Observations,
): number {
  const stride = width * GRADIENT_STRIDE;
  let seenCount = 0;
  for (let at = 0; at < count; at++) {
    const scale = 1 / (g * x[at] + h * y[at] + 1);
    const column = (a * x[at] + b * y[at] + c) * scale * unitPx + centreX;
    const row = (d * x[at] + e * y[at] + f) * scale * unitPx + centreY;
    if (!(column >= 0 && row >= 0 && column < width - 1 && row < height - 1)) {
      seen[at] = 0;
      level[at] = 0;
      slopeX[at] = 0;
      slopeY[at] = 0;
      continue;
    }
    const left = column | 0;
    const top = row | 0;
    const tx = column - left;
    const ty = row - top;
    const w00 = (1 - tx) * (1 - ty);
    const w10 = tx * (1 - ty);
    const w01 = (1 - tx) * ty;
    const w11 = tx * ty;
    const p = top * stride + left * GRADIENT_STRIDE;
    const q = p + stride;
    level[at] = w00 * data[p] + w10 * data[p + 3] + w01 * data[q] + w11 * data[q + 3];
    slopeX[at] = unitPx * (w00 * data[p + 1] + w10 * data[p + 4] + w01 * data[q + 1] + w11 * data[q + 4]);
    slopeY[at] = unitPx * (w00 * data[p + 2] + w10 * data[p + 5] + w01 * data[q + 2] + w11 * data[q + 5]);
    seen[at] = 1;
    seenCount++;
  }
  return seenCount;
}
