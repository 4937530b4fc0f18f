import { labelComponents } from '../../imaging/components.ts';
import { createMask, type FloatMap, type Mask } from '../../imaging/image.ts';

/** A core has at least this many pixels, however small the picture. */
const MIN_CORE_PX = 4;

/**
 * Pixels above a low level whose connected part holds a core above a high one (Canny 1986, section VI).
 *
 * @param low level at each pixel, in the map's units
 * @param coreOverLow the high level is this many times the low one
 * @param minCore pixels that a core needs
 */
export function hysteresis(map: FloatMap, low: Float32Array, coreOverLow: number, minCore: number): Mask {
  const mask = createMask(map.width, map.height);
  for (let pixel = 0; pixel < low.length; pixel++) mask.data[pixel] = map.data[pixel] > low[pixel] ? 1 : 0;
  const { labels, components } = labelComponents(mask);
  const cores = new Uint32Array(components.length);
  for (let pixel = 0; pixel < low.length; pixel++) {
    if (mask.data[pixel] && map.data[pixel] > low[pixel] * coreOverLow) cores[labels.data[pixel]]++;
  }
  const enough = Math.max(MIN_CORE_PX, minCore);
  for (let pixel = 0; pixel < low.length; pixel++) {
    if (mask.data[pixel] && cores[labels.data[pixel]] < enough) mask.data[pixel] = 0;
  }
  return mask;
}
