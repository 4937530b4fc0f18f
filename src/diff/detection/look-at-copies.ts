import type { Box, Size } from '../../contract/geometry.ts';
import { createFloatMap, createMask, type FloatMap, type Mask, type RgbImage } from '../../imaging/image.ts';
import { changedBoxes } from './changed-boxes.ts';
import { LEAST_SEEN, type Look, standingOut, toUnitMap } from './look.ts';
import { smoothedLevels } from './smoothed-levels.ts';

/** What is further away than this does not reach a smoothed pixel. */
const BLUR_REACH_PX = 5;

/** Copies what was told of a box to where the box lies. */
function placeRows<Values extends FloatMap | Mask>({ data }: Values, { x, y, width, height }: Box, to: Values): void {
  for (let row = 0; row < height; row++) {
    to.data.set(data.subarray(row * width, (row + 1) * width), (y + row) * to.width + x);
  }
}

/**
 * Compares two pictures of which one was made from the other by editing and nothing was lost in between: what differs
 * was changed. Only the surroundings of pixels that differ are looked at.
 *
 * @param whole size of the picture of which the two show all or a part
 */
export function lookAtCopies(a: RgbImage, b: RgbImage, whole: Size): Look {
  const map = createFloatMap(a.width, a.height);
  const changed = createMask(a.width, a.height);
  // Boxes lie farther apart than anything reaches: what stands out in one is all there is of it.
  for (const box of changedBoxes(a, b, BLUR_REACH_PX)) {
    const levels = smoothedLevels(a, b, box);
    placeRows(toUnitMap(box, levels), box, map);
    for (let pixel = 0; pixel < levels.length; pixel++) levels[pixel] /= LEAST_SEEN;
    placeRows(standingOut(createFloatMap(box.width, box.height, levels), whole), box, changed);
  }
  return { map, changed };
}
