import type { Size } from '../../contract/geometry.ts';
import { runsOf } from '../../imaging/components.ts';
import { createFloatMap, createMask, type FloatMap, type Mask } from '../../imaging/image.ts';
import type { PlaneRoom } from '../../imaging/kernels/plane-room.ts';

/** Kernels write whole vectors: a row of doubled values has room for two more. */
const SPARE_FLOATS = 8;

/** Every second pixel of every second row; an odd last row or column is dropped. */
export function halveMask({ width, height, data }: Mask): Mask {
  const half = createMask(width >> 1, height >> 1);
  for (let y = 0, to = 0; y < half.height; y++) {
    for (let x = 0, at = 2 * y * width; x < half.width; x++, to++, at += 2) half.data[to] = data[at];
  }
  return half;
}

/** The whole of an axis of the doubled size for the last of `half` places: an odd last one belongs to its neighbour. */
const doubledEnd = (end: number, half: number, whole: number) => (end === half ? whole : 2 * end);

/** Each pixel for two by two pixels of the doubled size; an odd last row or column takes its neighbour's. */
export function doubleMask(mask: Mask, { width, height }: Size): Mask {
  const doubled = createMask(width, height);
  for (const { row, start, end } of runsOf(mask)) {
    const first = 2 * (start - row * mask.width);
    const last = doubledEnd(end - row * mask.width, mask.width, width);
    const bottom = doubledEnd(row + 1, mask.height, height);
    for (let y = 2 * row; y < bottom; y++) doubled.data.fill(1, y * width + first, y * width + last);
  }
  return doubled;
}

/** A plane of a room times `scale` as a map of the doubled size, as doubleMask does it. */
export function doublePlane(room: PlaneRoom, plane: Float32Array, { width, height }: Size, scale: number): FloatMap {
  const doubled = createFloatMap(width, height);
  const row = room.floats(2 * room.width + SPARE_FLOATS);
  const shown = row.subarray(0, width);
  for (let y = 0; y < room.height; y++) {
    const from = plane.byteOffset + y * room.width * plane.BYTES_PER_ELEMENT;
    room.kernels.doubleRow(from, row.byteOffset, room.width, scale);
    if (width % 2 === 1) row[width - 1] = row[width - 2];
    const bottom = doubledEnd(y + 1, room.height, height);
    for (let at = 2 * y; at < bottom; at++) doubled.data.set(shown, at * width);
  }
  room.release(row);
  return doubled;
}
