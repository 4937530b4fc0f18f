import { MAX_GREY_LEVEL } from '../../imaging/planes.ts';
import { above } from './above.ts';
import type { Postprocessor } from './postprocessor.ts';

/** Every pixel above one level, whatever the pair. @throws RangeError when the threshold is not 0 to 255 */
export const fixed: Postprocessor = (map, { threshold, noticeable }) => {
  if (threshold === undefined) return above(map, noticeable);
  if (threshold >= 0 && threshold <= MAX_GREY_LEVEL) return above(map, threshold / MAX_GREY_LEVEL);
  throw new RangeError(`threshold: expected 0 to ${MAX_GREY_LEVEL}, received ${threshold}`);
};
