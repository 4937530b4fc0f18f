import { forEachSpan, type RunLengthMask } from '../../contract/run-length-mask.ts';
import { growBox } from '../../imaging/geometry.ts';
import { copyRgbImage, createMask, type Mask, type RgbImage } from '../../imaging/image.ts';
import { dilate } from '../../imaging/morphology.ts';

/** Soft rims of a change reach so far beyond what differs clearly. */
const RIM_PX = 2;
/** From there on the original fades out, in so many steps of as many pixels: what was scanned has another tone. */
const FADE_STEPS = 3;
const STEP_PX = 2;
const CHANNELS = 3;

/** 1 where a change was and 0 far from it: how much of the original belongs at each pixel of a box around it. */
function weightsAround(mask: RunLengthMask, image: RgbImage) {
  const box = growBox(mask.box, RIM_PX + FADE_STEPS * STEP_PX, image);
  const core = createMask(box.width, box.height);
  forEachSpan(mask, (y, fromX, toX) => {
    core.data.fill(1, (y - box.y) * box.width + fromX - box.x, (y - box.y) * box.width + toX - box.x);
  });
  const weights = new Float32Array(core.data.length);
  for (let step = 0; step < FADE_STEPS; step++) {
    const grown: Mask = dilate(core, RIM_PX + step * STEP_PX);
    for (let pixel = 0; pixel < weights.length; pixel++) weights[pixel] += grown.data[pixel] / FADE_STEPS;
  }
  return { box, weights };
}

/**
 * Takes changes back: what they cover is filled with the original.
 *
 * @param altered of the original's size
 * @returns a new image
 */
export function takeBack(original: RgbImage, altered: RgbImage, changes: readonly RunLengthMask[]): RgbImage {
  const result = copyRgbImage(altered);
  for (const mask of changes) {
    const { box, weights } = weightsAround(mask, original);
    for (let pixel = 0; pixel < weights.length; pixel++) {
      const weight = weights[pixel];
      if (weight === 0) continue;
      const at = ((box.y + Math.floor(pixel / box.width)) * original.width + box.x + (pixel % box.width)) * CHANNELS;
      for (let channel = at; channel < at + CHANNELS; channel++) {
        result.data[channel] = Math.round(weight * original.data[channel] + (1 - weight) * result.data[channel]);
      }
    }
  }
  return result;
}
