import { rgbToLabInto } from '../../imaging/colour.ts';
import type { RgbImage } from '../../imaging/image.ts';
import type { PlacedMask } from '../../imaging/placed-mask.ts';
import type { DetectedDifference } from './gather.ts';

/** Scores up to this are faint: a channel differs by some 15 grey levels after smoothing. */
const FAINT_SCORE = 0.06;
/** A faint place whose colour as a whole differs less than this (CIE 1976 Lab) is not seen to have changed. */
const LEAST_WHOLE_CHANGE = 6;
const CHANNELS = 3;

/** How much the mean colours of a place differ between two images of one size, in Lab. */
function wholeChange(a: RgbImage, b: RgbImage, { box, mask }: PlacedMask): number {
  const [sum, one, other] = [new Float64Array(CHANNELS), new Float64Array(CHANNELS), new Float64Array(CHANNELS)];
  let count = 0;
  for (let y = 0; y < box.height; y++) {
    for (let x = 0; x < box.width; x++) {
      if (!mask.data[y * box.width + x]) continue;
      const at = ((box.y + y) * a.width + box.x + x) * CHANNELS;
      rgbToLabInto(a.data[at], a.data[at + 1], a.data[at + 2], one);
      rgbToLabInto(b.data[at], b.data[at + 1], b.data[at + 2], other);
      for (let channel = 0; channel < CHANNELS; channel++) sum[channel] += one[channel] - other[channel];
      count++;
    }
  }
  return Math.hypot(...sum) / count;
}

/**
 * Whether a difference in a pair that went through encoders is one to the eye. Encoders drain fine coloured detail, such
 * as thin letters, of its colour: that is faint everywhere and evens out over the place.
 */
export function isSeen({ score, placed }: DetectedDifference, a: RgbImage, b: RgbImage): boolean {
  return score > FAINT_SCORE || wholeChange(a, b, placed) >= LEAST_WHOLE_CHANGE;
}
