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
function double<Values extends Uint8Array | Float32Array>(from: Size, data: Values, to: Size, result: Values): Values {
  for (let y = 0, at = 0; y < to.height; y++) {
    const row = Math.min(from.height - 1, y >> 1) * from.width;
    for (let x = 0; x < to.width; x++, at++) result[at] = data[row + (x >> 1 < from.width ? x >> 1 : from.width - 1)];
  }
  return result;
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
