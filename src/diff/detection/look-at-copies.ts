import type { Box, Size } from '../../contract/geometry.ts';
import { gaussianBlur } from '../../imaging/filters.ts';
import {
  createFloatMap,
  createMask,
  type FloatMap,
  type FloatPlanes,
  type Mask,
  type RgbImage,
} from '../../imaging/image.ts';
import { changedBoxes } from './changed-boxes.ts';
import { largestChannel } from './largest-channel.ts';
import { LEAST_SEEN, type Look, standingOut, toUnitMap } from './look.ts';
import { BLUR_SIGMA_PX } from './smooth-planes.ts';

/** What is further away than this does not reach a smoothed pixel. */
const BLUR_REACH_PX = 5;

/** A minus B in a box, smoothed: smoothing is linear, so it is enough to smooth the difference. */
function smoothedDifference(a: RgbImage, b: RgbImage, { x, y, width, height }: Box): FloatPlanes {
  const plane = (channel: number) => {
    const difference = new Float32Array(width * height);
    for (let row = 0, to = 0; row < height; row++) {
      let at = ((y + row) * a.width + x) * 3 + channel;
      for (let column = 0; column < width; column++, to++, at += 3) difference[to] = a.data[at] - b.data[at];
    }
    return gaussianBlur(difference, width, height, BLUR_SIGMA_PX);
  };
  return { width, height, planes: [plane(0), plane(1), plane(2)] };
}

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
    const levels = largestChannel(smoothedDifference(a, b, box));
    const prominence = createFloatMap(box.width, box.height);
    for (let pixel = 0; pixel < levels.length; pixel++) prominence.data[pixel] = levels[pixel] / LEAST_SEEN;
    placeRows(standingOut(prominence, whole), box, changed);
    placeRows(toUnitMap(box, levels), box, map);
  }
  return { map, changed };
}
