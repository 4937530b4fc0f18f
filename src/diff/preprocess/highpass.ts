import type { FloatPlanes } from '../../imaging/image.ts';
import { MIDDLE_GREY_LEVEL, mapPlanes } from '../../imaging/planes.ts';
import { DEFAULT_CUTOFF, gaussianLowpass } from './gaussian-lowpass.ts';
import type { Preprocessor } from './preprocessor.ts';

function subtract(picture: FloatPlanes, low: FloatPlanes): FloatPlanes {
  return mapPlanes(picture, (plane, channel) => {
    const result = new Float32Array(plane.length);
    const other = low.planes[channel];
    for (let pixel = 0; pixel < plane.length; pixel++) result[pixel] = plane[pixel] - other[pixel] + MIDDLE_GREY_LEVEL;
    return result;
  });
}

/**
 * The high frequencies only, around middle grey: what lowpass leaves out. Uneven light and shades that differ between
 * two scans disappear.
 */
export const highpass: Preprocessor = ([a, b], { cutoff = DEFAULT_CUTOFF }) => {
  const [lowA, lowB] = gaussianLowpass(a, b, cutoff);
  return [subtract(a, lowA), subtract(b, lowB)];
};
