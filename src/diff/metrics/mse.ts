import { createFloatMap, type FloatMap, type FloatPlanes } from '../../imaging/image.ts';
import { MAX_GREY_LEVEL, mapPlanes } from '../../imaging/planes.ts';
import { channelPairs, type Metric, requireSameShape } from './metric.ts';

const CHANNELS = 3;
/** A difference of this many grey levels is not seen, side by side. */
export const NOTICEABLE_GREY_LEVELS = 3;

/** Mean squared error over all channels, in squared grey levels. */
export function meanSquaredError(a: FloatPlanes, b: FloatPlanes): number {
  requireSameShape(a, b);
  let sum = 0;
  for (const [planeA, planeB] of channelPairs(a, b)) {
    for (let pixel = 0; pixel < planeA.length; pixel++) sum += (planeA[pixel] - planeB[pixel]) ** 2;
  }
  return sum / (CHANNELS * a.width * a.height);
}

/** The largest squared difference of the channels at each pixel, in squared grey levels. */
export function squaredErrors(a: FloatPlanes, b: FloatPlanes): FloatMap {
  requireSameShape(a, b);
  const result = createFloatMap(a.width, a.height);
  for (const [planeA, planeB] of channelPairs(a, b)) {
    for (let pixel = 0; pixel < planeA.length; pixel++) {
      const squared = (planeA[pixel] - planeB[pixel]) ** 2;
      if (squared > result.data[pixel]) result.data[pixel] = squared;
    }
  }
  return result;
}

/** The difference a - b, times a factor. */
export function scaledDifference(a: FloatPlanes, b: FloatPlanes, factor: number): FloatPlanes {
  return mapPlanes(a, (plane, channel) => {
    const other = b.planes[channel];
    return plane.map((value, pixel) => (value - other[pixel]) * factor);
  });
}

/** Mean squared error: 0 for equal pictures, 65025 between black and white. */
export const mse: Metric = {
  identical: 0,
  amplitude: Math.sqrt,
  noticeable: (NOTICEABLE_GREY_LEVELS / MAX_GREY_LEVEL) ** 2,
  measure: meanSquaredError,
  map: (a, b) => {
    const errors = squaredErrors(a, b);
    const scale = 1 / MAX_GREY_LEVEL ** 2;
    for (let pixel = 0; pixel < errors.data.length; pixel++)
      errors.data[pixel] = Math.min(1, errors.data[pixel] * scale);
    return errors;
  },
  gradient: (a, b) => {
    requireSameShape(a, b);
    return scaledDifference(a, b, 2 / (CHANNELS * a.width * a.height));
  },
};
