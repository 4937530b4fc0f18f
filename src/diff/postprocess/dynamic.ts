import { gaussianBlur } from '../../imaging/filters.ts';
import { createMask, type FloatMap, type FloatPlanes } from '../../imaging/image.ts';
import { type PlaneRoom, withPlaneRoom } from '../../imaging/kernels/plane-room.ts';
import { activityOf, ENCODER_REACH_PX } from './activity.ts';
import { activityClasses, noiseLimits, singlePixelReach } from './noise-level.ts';
import type { Postprocessor } from './postprocessor.ts';

/** Pixels; averages single noisy pixels out, as the classic recipe does. */
const BLUR_SIGMA_PX = 1.5;
/** Grey levels of the channel that differs most; less is not seen side by side, whatever a metric makes of it. */
const MIN_DIFFERENCE = 3;

const blur = ({ width, height }: FloatMap | FloatPlanes, data: Float32Array) =>
  gaussianBlur(data, width, height, BLUR_SIGMA_PX);

/** The difference of the channel that differs most at each pixel, in grey levels. */
function largestDifferences(a: FloatPlanes, b: FloatPlanes): Float32Array {
  const result = new Float32Array(a.width * a.height);
  a.planes.forEach((plane, channel) => {
    const other = b.planes[channel];
    for (let pixel = 0; pixel < plane.length; pixel++) {
      const difference = Math.abs(plane[pixel] - other[pixel]);
      if (difference > result[pixel]) result[pixel] = difference;
    }
  });
  return result;
}

/** Planes that are taken at once to tell how busy a pair is. */
const ACTIVITY_PLANES = 12;

function enter(room: PlaneRoom, { planes }: FloatPlanes): FloatPlanes {
  const entered = room.planes();
  planes.forEach((plane, channel) => {
    entered.planes[channel].set(plane);
  });
  return entered;
}

/** The class of each pixel and the largest noise of each class. */
function findNoise(a: FloatPlanes, b: FloatPlanes, smoothed: Float32Array) {
  const { width, height } = a;
  const size = { width, height, planes: ACTIVITY_PLANES, bytes: width * height };
  return withPlaneRoom(size, (room) => {
    const activity = activityOf(room, enter(room, a), enter(room, b), [ENCODER_REACH_PX]);
    const noise = activityClasses(room, activity);
    return { classes: noise.classes.slice(), limits: noiseLimits(smoothed, noise, singlePixelReach) };
  });
}

/**
 * The pixels that differ by more than the noise of the pair and by more than people notice. The threshold follows from
 * the pair itself and is higher where the pictures are busy, for there encoders leave more noise: equal pictures give
 * nothing, re-encoded copies nothing or a few scattered pixels.
 */
export const dynamic: Postprocessor = (map, { a, b, noticeable, amplitude }) => {
  const amplitudes = new Float32Array(map.data.length);
  for (let pixel = 0; pixel < amplitudes.length; pixel++) amplitudes[pixel] = amplitude(map.data[pixel]);
  const smoothed = blur(map, amplitudes);
  const visible = blur(a, largestDifferences(a, b));
  const { classes, limits } = findNoise(a, b, smoothed);
  const floor = amplitude(noticeable);
  const mask = createMask(map.width, map.height);
  for (let pixel = 0; pixel < smoothed.length; pixel++) {
    const isAbove =
      smoothed[pixel] > floor && smoothed[pixel] > limits[classes[pixel]] && visible[pixel] > MIN_DIFFERENCE;
    mask.data[pixel] = isAbove ? 1 : 0;
  }
  return mask;
};
