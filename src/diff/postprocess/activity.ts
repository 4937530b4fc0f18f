import { boxMeans } from '../../imaging/box-means.ts';
import type { FloatMap, FloatPlanes } from '../../imaging/image.ts';
import { createFloatMap } from '../../imaging/image.ts';

/** Encoders spread the noise of an edge over blocks of 8 pixels, of 16 where colour is kept at half size. */
export const ENCODER_REACH_PX = 16;

/** Steps of grey levels from each pixel to its right and lower neighbours, the mean of the channels. */
function steps({ width, height, planes }: FloatPlanes): Float32Array {
  const result = new Float32Array(width * height);
  const share = 1 / planes.length;
  for (const plane of planes) {
    for (let y = 0, at = 0; y < height; y++) {
      const down = y + 1 < height ? width : 0;
      for (let x = 0; x < width; x++, at++) {
        const right = x + 1 < width ? 1 : 0;
        const level = plane[at];
        result[at] += share * (Math.abs(plane[at + right] - level) + Math.abs(plane[at + down] - level));
      }
    }
  }
  return result;
}

/**
 * How busy a pair is around each pixel: mean steps between neighbours in grey levels, 0 where it is flat. The calmer
 * picture of the two counts, so that a thing that is in one of them only does not hide itself.
 *
 * @param reaches pixels to either side over which the mean is taken, one map for each
 */
export function activityOf(a: FloatPlanes, b: FloatPlanes, reaches: readonly number[]): FloatMap[] {
  const { width, height } = a;
  const [stepsA, stepsB] = [steps(a), steps(b)];
  return reaches.map((reach) => {
    const busyA = boxMeans(stepsA, width, height, reach);
    const busyB = boxMeans(stepsB, width, height, reach);
    const result = createFloatMap(width, height);
    // Running sums leave rounding behind, which may fall below 0.
    for (let pixel = 0; pixel < busyA.length; pixel++) {
      const calmer = busyA[pixel] < busyB[pixel] ? busyA[pixel] : busyB[pixel];
      if (calmer > 0) result.data[pixel] = calmer;
    }
    return result;
  });
}
