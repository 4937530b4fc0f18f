import type { Size } from '../../contract/geometry.ts';
import { createFloatMap, createMask, type FloatMap, type Mask } from '../../imaging/image.ts';

/** Every second pixel of every second row; an odd last row or column is dropped. */
export function halveMask({ width, height, data }: Mask): Mask {
  const half = createMask(width >> 1, height >> 1);
  for (let y = 0, to = 0; y < half.height; y++) {
    for (let x = 0, at = 2 * y * width; x < half.width; x++, to++, at += 2) half.data[to] = data[at];
  }
  return half;
}

/** Each value for two by two pixels of the doubled size; an odd last row or column takes its neighbour's. */
function double<Values extends Uint8Array | Float32Array>(from: Size, data: Values, to: Size, result: Values): void {
  for (let y = 0; y < from.height; y++) {
    const start = 2 * y * to.width;
    let at = start;
    for (let x = 0, pixel = y * from.width; x < from.width; x++, pixel++) {
      result[at++] = data[pixel];
      result[at++] = data[pixel];
    }
    if (at < start + to.width) result[at] = result[at - 1];
    result.copyWithin(start + to.width, start, start + to.width);
  }
  if (to.height % 2 === 1) result.copyWithin((to.height - 1) * to.width, (to.height - 2) * to.width);
}

export function doubleMask(mask: Mask, size: Size): Mask {
  const doubled = createMask(size.width, size.height);
  double(mask, mask.data, size, doubled.data);
  return doubled;
}

export function doubleMap(map: FloatMap, size: Size): FloatMap {
  const doubled = createFloatMap(size.width, size.height);
  double(map, map.data, size, doubled.data);
  return doubled;
}
