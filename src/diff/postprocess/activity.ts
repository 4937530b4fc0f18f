import type { FloatMap, FloatPlanes } from '../../imaging/image.ts';
import { createFloatMap } from '../../imaging/image.ts';

/** Encoders spread the noise of an edge over blocks of 8 pixels, of 16 where colour is kept at half size. */
const REACH_PX = 16;

/** Steps of grey levels from each pixel to its right and lower neighbours, the mean of the channels. */
function steps({ width, height, planes }: FloatPlanes): Float32Array {
  const result = new Float32Array(width * height);
  for (const plane of planes) {
    for (let y = 0, at = 0; y < height; y++) {
      const down = y + 1 < height ? width : 0;
      for (let x = 0; x < width; x++, at++) {
        const right = x + 1 < width ? 1 : 0;
        result[at] +=
          (Math.abs(plane[at + right] - plane[at]) + Math.abs(plane[at + down] - plane[at])) / planes.length;
      }
    }
  }
  return result;
}

/** Means over `2 * reach + 1` values along a line that lies `stride` apart; at the ends over those that exist. */
function boxMeans(
  source: Float32Array,
  start: number,
  stride: number,
  length: number,
  reach: number,
  to: Float32Array,
): void {
  let [sum, count] = [0, 0];
  for (let at = 0; at < Math.min(reach, length); at++, count++) sum += source[start + at * stride];
  for (let at = 0; at < length; at++) {
    if (at + reach < length) {
      sum += source[start + (at + reach) * stride];
      count++;
    }
    if (at - reach > 0) {
      sum -= source[start + (at - reach - 1) * stride];
      count--;
    }
    to[start + at * stride] = sum / count;
  }
}

function smooth(plane: Float32Array, width: number, height: number): Float32Array {
  const rows = new Float32Array(plane.length);
  for (let y = 0; y < height; y++) boxMeans(plane, y * width, 1, width, REACH_PX, rows);
  const result = new Float32Array(plane.length);
  for (let x = 0; x < width; x++) boxMeans(rows, x, width, height, REACH_PX, result);
  return result;
}

/**
 * How busy a pair is around each pixel: mean steps between neighbours in grey levels, 0 where it is flat. The calmer
 * picture of the two counts, so that a thing that is in one of them only does not hide itself.
 */
export function activityOf(a: FloatPlanes, b: FloatPlanes): FloatMap {
  const [busyA, busyB] = [a, b].map((each) => smooth(steps(each), each.width, each.height));
  const result = createFloatMap(a.width, a.height);
  // Running sums leave rounding behind, which may fall below 0.
  for (let pixel = 0; pixel < result.data.length; pixel++) {
    result.data[pixel] = Math.max(0, Math.min(busyA[pixel], busyB[pixel]));
  }
  return result;
}
