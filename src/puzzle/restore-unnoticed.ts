import { ciede2000, rgbToLabInto } from '../imaging/colour.ts';
import { distanceToSet } from '../imaging/distance.ts';
import { createMask, createRgbImage, type Mask, type RgbImage } from '../imaging/image.ts';
import { cropImage, type Patch } from '../imaging/patch.ts';

/** Side by side two colours are told apart from this CIEDE2000 on: ground that was laid anew with less is as it was. */
const NOTICED_DELTA_E = 2.3;
/** A channel that changes by more grey levels is noticed: that saves the exact distance for most pixels. */
const SURELY_NOTICED = 24;
/** So near to what is noticed a change stays whole, it is the thing's soft edge; it fades out until further away. */
const KEPT_PX = 2;
const FADED_PX = 4;
const CHANNELS = 3;

/** Which pixels of two images of one size differ so that it can be noticed. */
function noticedPixels({ data: before, width, height }: RgbImage, { data: after }: RgbImage): Mask {
  const mask = createMask(width, height);
  const lab = new Float64Array(2 * CHANNELS);
  for (let pixel = 0, at = 0; pixel < mask.data.length; pixel++, at += CHANNELS) {
    const [red, green, blue] = [after[at] - before[at], after[at + 1] - before[at + 1], after[at + 2] - before[at + 2]];
    const most = Math.max(Math.abs(red), Math.abs(green), Math.abs(blue));
    if (most === 0) continue;
    if (most > SURELY_NOTICED) {
      mask.data[pixel] = 1;
      continue;
    }
    rgbToLabInto(before[at], before[at + 1], before[at + 2], lab, 0);
    rgbToLabInto(after[at], after[at + 1], after[at + 2], lab, CHANNELS);
    if (ciede2000(lab[0], lab[1], lab[2], lab[3], lab[4], lab[5]) >= NOTICED_DELTA_E) mask.data[pixel] = 1;
  }
  return mask;
}

/**
 * Gives ground that was laid anew, and looks as it did, its old pixels back: a difference is what can be noticed, and as large
 * as that. The change fades out around what is noticed, so that no line shows where it ends.
 *
 * @param image as it was
 * @returns a patch of the same box; the one given stays as it was
 */
export function restoreUnnoticed<Given extends Patch>(image: RgbImage, patch: Given): Given {
  const { width, height, data: changed } = patch.image;
  const old = cropImage(image, patch.box).image;
  const away = distanceToSet(noticedPixels(old, patch.image)).data;
  const data = old.data.slice();
  for (let pixel = 0; pixel < away.length; pixel++) {
    if (away[pixel] >= FADED_PX) continue;
    const share = Math.min(1, (FADED_PX - away[pixel]) / (FADED_PX - KEPT_PX));
    for (let at = pixel * CHANNELS; at < (pixel + 1) * CHANNELS; at++) {
      data[at] = Math.round(old.data[at] + share * (changed[at] - old.data[at]));
    }
  }
  return { ...patch, image: createRgbImage(width, height, data) };
}
