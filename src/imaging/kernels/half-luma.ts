import { createFloatMap, type FloatMap, type RgbImage } from '../image.ts';
import { openKernelRoom, roomFor } from './kernels.ts';

/** Shares of red, green and blue in luma (Rec. 601), in whole parts of 2 ** 15. */
const WEIGHTS = [9798, 19_235, 3735] as const;
/** Four pixels are added up. */
const SCALE = 2 ** -17;
/** The kernel reads whole vectors: two bytes beyond the last pixel. */
const SPARE_BYTES = 2;

/**
 * Luma of the image at half its size, 0 to 255: the mean of two by two pixels, an odd last row or column dropped.
 *
 * @throws RangeError when a side is shorter than two pixels
 */
export function halfLumaOf({ width, height, data }: RgbImage): FloatMap {
  const half = createFloatMap(width >> 1, height >> 1);
  const room = openKernelRoom(roomFor(data.length + SPARE_BYTES) + roomFor(half.data.byteLength));
  try {
    const [image, luma] = [room.bytes(data.length + SPARE_BYTES), room.floats(half.data.length)];
    image.view.set(data);
    room.kernels.halfLuma(image.address, luma.address, width, height, ...WEIGHTS, SCALE);
    half.data.set(luma.view);
    return half;
  } finally {
    room.close();
  }
}

/** The twin of halfLumaOf in plain TypeScript: the same bits. */
export function halfLumaPlainly({ width, height, data }: RgbImage): FloatMap {
  const half = createFloatMap(width >> 1, height >> 1);
  const [red, green, blue] = WEIGHTS;
  for (let y = 0, to = 0; y < half.height; y++) {
    let p = 2 * y * width * 3;
    let q = p + width * 3;
    for (let x = 0; x < half.width; x++, to++, p += 6, q += 6) {
      const sum =
        red * (data[p] + data[p + 3] + data[q] + data[q + 3]) +
        green * (data[p + 1] + data[p + 4] + data[q + 1] + data[q + 4]) +
        blue * (data[p + 2] + data[p + 5] + data[q + 2] + data[q + 5]);
      half.data[to] = Math.fround(sum) * SCALE;
    }
  }
  return half;
}
