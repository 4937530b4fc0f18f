import { labelComponents } from '../../imaging/components.ts';
import { createMask, type FloatMap, type Mask } from '../../imaging/image.ts';

/** A core has at least this many pixels, however small the picture. */
const MIN_CORE_PX = 4;

/**
 * Pixels above a low level whose connected part holds a core above a high one (Canny 1986, section VI).
 *
 * @param minCore pixels that a core needs
 */
export function hysteresis({ width, height, data }: FloatMap, low: number, high: number, minCore: number): Mask {
  const mask = createMask(width, height);
  for (let pixel = 0; pixel < data.length; pixel++) if (data[pixel] > low) mask.data[pixel] = 1;
  const { labels, components } = labelComponents(mask);
  const cores = new Uint32Array(components.length);
  for (let pixel = 0; pixel < data.length; pixel++) if (data[pixel] > high) cores[labels.data[pixel]]++;
  const enough = Math.max(MIN_CORE_PX, minCore);
  for (let pixel = 0; pixel < data.length; pixel++) {
    if (mask.data[pixel] && cores[labels.data[pixel]] < enough) mask.data[pixel] = 0;
  }
  return mask;
}
