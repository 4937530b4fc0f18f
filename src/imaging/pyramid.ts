import { createFloatMap, type FloatMap, type RgbImage } from './image.ts';
import { scaleAndShift } from './projective.ts';

// Rec. 601 luma: what JPEG keeps best.
export const RED_SHARE = 0.299;
export const GREEN_SHARE = 0.587;
export const BLUE_SHARE = 0.114;

/** Luma of each pixel, 0 to 255. */
export function lumaOf({ width, height, data }: RgbImage): FloatMap {
  const map = createFloatMap(width, height);
  for (let pixel = 0, at = 0; pixel < map.data.length; pixel++, at += 3) {
    map.data[pixel] = RED_SHARE * data[at] + GREEN_SHARE * data[at + 1] + BLUE_SHARE * data[at + 2];
  }
  return map;
}

// Binomial weights 1 3 3 1, the shortest kernel between two pixels that leaves hardly any alias.
const NEAR = 3 / 8;
const FAR = 1 / 8;

function halveRows({ width, height, data }: FloatMap): FloatMap {
  const result = createFloatMap(width >> 1, height);
  for (let y = 0; y < height; y++) {
    const row = y * width;
    const last = row + width - 1;
    for (let x = 0, to = y * result.width; x < result.width; x++, to++) {
      const at = row + 2 * x;
      const before = data[Math.max(row, at - 1)];
      const after = data[Math.min(last, at + 2)];
      result.data[to] = NEAR * (data[at] + data[at + 1]) + FAR * (before + after);
    }
  }
  return result;
}

function halveColumns({ width, height, data }: FloatMap): FloatMap {
  const result = createFloatMap(width, height >> 1);
  for (let y = 0; y < result.height; y++) {
    const [above, upper, lower, below] = [2 * y - 1, 2 * y, 2 * y + 1, 2 * y + 2].map(
      (line) => Math.min(height - 1, Math.max(0, line)) * width,
    );
    for (let x = 0, to = y * width; x < width; x++, to++) {
      result.data[to] = NEAR * (data[upper + x] + data[lower + x]) + FAR * (data[above + x] + data[below + x]);
    }
  }
  return result;
}

/**
 * The map at half its size (an odd last row or column is dropped), smoothed by the binomial kernel 1 3 3 1.
 *
 * @throws RangeError when a side is shorter than two pixels
 */
export function halveMap(map: FloatMap): FloatMap {
  return halveColumns(halveRows(map));
}

/** Maps the pixels of a picture halved `times` times to those of the picture: the pixel centres lie between pixels. */
export function levelToFull(times: number): number[] {
  const scale = 2 ** times;
  const shift = (scale - 1) / 2;
  return scaleAndShift(scale, scale, shift, shift);
}
