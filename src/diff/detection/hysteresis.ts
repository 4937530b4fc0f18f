import { findComponents } from '../../imaging/components.ts';
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
  const enough = Math.max(MIN_CORE_PX, minCore);
  for (const { runs } of findComponents(mask)) {
    let core = 0;
    for (const { start, end } of runs) {
      for (let pixel = start; pixel < end; pixel++) if (data[pixel] > high) core++;
    }
    if (core < enough) for (const { start, end } of runs) mask.data.fill(0, start, end);
  }
  return mask;
}
