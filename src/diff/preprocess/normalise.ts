import type { FloatPlanes } from '../../imaging/image.ts';
import { MIDDLE_GREY_LEVEL, mapPlanes } from '../../imaging/planes.ts';
import type { Preprocessor } from './preprocessor.ts';

/** Grey levels; two deviations to either side of the middle then fill the range. */
const DEVIATION = 64;
/** A channel that deviates less than this many grey levels is flat: stretching it would show only its noise. */
const MIN_DEVIATION = 1;

function standardise(plane: Float32Array): Float32Array {
  let [sum, squares] = [0, 0];
  for (let pixel = 0; pixel < plane.length; pixel++) {
    sum += plane[pixel];
    squares += plane[pixel] ** 2;
  }
  const mean = sum / plane.length;
  const deviation = Math.sqrt(Math.max(0, squares / plane.length - mean ** 2));
  const gain = deviation < MIN_DEVIATION ? 1 : DEVIATION / deviation;
  const result = new Float32Array(plane.length);
  for (let pixel = 0; pixel < plane.length; pixel++) result[pixel] = (plane[pixel] - mean) * gain + MIDDLE_GREY_LEVEL;
  return result;
}

const standardisePicture = (picture: FloatPlanes) => mapPlanes(picture, standardise);

/**
 * Each channel of each picture shifted to mean 128 and stretched to a standard deviation of 64 grey levels, so that
 * pictures of different brightness and contrast compare. A flat channel is shifted only.
 */
export const normalise: Preprocessor = ([a, b]) => [standardisePicture(a), standardisePicture(b)];
