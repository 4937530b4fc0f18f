import { windowMeans } from '../../imaging/guided-filter.ts';
import type { RgbImage } from '../../imaging/image.ts';
import type { Patch } from '../../imaging/patch.ts';
import { lumaOf } from '../../imaging/pyramid.ts';

/** Grey levels, about the least difference that is noticed side by side (CIELAB 2.3): more is kept nowhere. */
const MOST_UNSEEN = 6;
/** Half the side of the windows in which the ground's own noise is measured. */
const NOISE_REACH_PX = 3;
const CHANNELS = 3;

/** The standard deviation of luma around each pixel, in grey levels: a change that is smaller is lost in it. */
function noiseOf(image: RgbImage): Float32Array {
  const luma = lumaOf(image).data;
  const means = windowMeans(luma, image.width, image.height, NOISE_REACH_PX);
  const squares = windowMeans(
    luma.map((value) => value * value),
    image.width,
    image.height,
    NOISE_REACH_PX,
  );
  return squares.map((square, pixel) => Math.sqrt(Math.max(0, square - means[pixel] ** 2)));
}

/**
 * Gives pixels that changed less than the noise of what lies there afterwards their old values back, by garrote shrinkage (Gao 1998,
 * Wavelet Shrinkage Denoising Using the Non-Negative Garrote, equation 4): nobody sees the change, and a difference is
 * what changed. It has no step, so that no line shows where it ends.
 *
 * @param changed is changed in place
 */
export function keepUnseen(image: RgbImage, { box, image: changed }: Patch): void {
  const noise = noiseOf(changed);
  for (let pixel = 0; pixel < noise.length; pixel++) {
    const to = pixel * CHANNELS;
    const from = ((box.y + Math.floor(pixel / box.width)) * image.width + box.x + (pixel % box.width)) * CHANNELS;
    let largest = 0;
    for (let channel = 0; channel < CHANNELS; channel++) {
      largest = Math.max(largest, Math.abs(changed.data[to + channel] - image.data[from + channel]));
    }
    const unseen = Math.min(MOST_UNSEEN, noise[pixel]);
    const share = largest <= unseen ? 0 : 1 - (unseen / largest) ** 2;
    for (let channel = 0; channel < CHANNELS; channel++) {
      const old = image.data[from + channel];
      changed.data[to + channel] = Math.round(old + share * (changed.data[to + channel] - old));
    }
  }
}
