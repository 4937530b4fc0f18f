import type { Size } from '../../../contract/geometry.ts';
import { windowMeans } from '../../../imaging/guided-filter.ts';
import type { RgbImage } from '../../../imaging/image.ts';
import { cropImage, type Patch } from '../../../imaging/patch.ts';
import { lumaOf } from '../../../imaging/pyramid.ts';

/** Grey levels, about the least difference that is noticed side by side (CIELAB 2.3): more is kept nowhere. */
const MOST_UNSEEN = 6;
/** Half the side of the windows in which the ground's own noise is measured. */
const NOISE_REACH_PX = 3;
/** Half the side of the windows over which eyes take the mean: of two pieces of one ground no grain is the same. */
const SEEN_REACH_PX = 2;
/** A single pixel may change so many times as much as what is around it: fine lines are more than grain. */
const GRAIN = 3;
const CHANNELS = 3;

/** The standard deviation of luma around each pixel, in grey levels: a change that is smaller is lost in it. */
function noiseOf(image: RgbImage): Float32Array {
  const luma = lumaOf(image).data;
  const means = windowMeans(luma, image.width, image.height, NOISE_REACH_PX);
  for (let pixel = 0; pixel < luma.length; pixel++) luma[pixel] *= luma[pixel];
  const squares = windowMeans(luma, image.width, image.height, NOISE_REACH_PX);
  for (let pixel = 0; pixel < squares.length; pixel++) {
    squares[pixel] = Math.sqrt(Math.max(0, squares[pixel] - means[pixel] ** 2));
  }
  return squares;
}

/** By how much each byte of a patch was changed. */
function stepsOf(image: RgbImage, { box, image: changed }: Patch): Float32Array {
  const old = cropImage(image, box).image.data;
  const steps = new Float32Array(old.length);
  for (let at = 0; at < steps.length; at++) steps[at] = changed.data[at] - old[at];
  return steps;
}

/** How much is seen to change at each pixel, in grey levels: the mean around it in the channel where that is most. */
function seenSteps(steps: Float32Array, { width, height }: Size): Float32Array {
  const seen = new Float32Array(width * height);
  const own = new Float32Array(seen.length);
  for (let channel = 0; channel < CHANNELS; channel++) {
    for (let pixel = 0; pixel < own.length; pixel++) own[pixel] = steps[pixel * CHANNELS + channel];
    const means = windowMeans(own, width, height, SEEN_REACH_PX);
    for (let pixel = 0; pixel < own.length; pixel++) {
      seen[pixel] = Math.max(seen[pixel], Math.abs(means[pixel]), Math.abs(own[pixel]) / GRAIN);
    }
  }
  return seen;
}

/**
 * Gives pixels that changed less than the noise of what lies there afterwards their old values back, by garrote shrinkage (Gao 1998,
 * Wavelet Shrinkage Denoising Using the Non-Negative Garrote, equation 4): nobody sees the change, and a difference is
 * what changed. It has no step, so that no line shows where it ends.
 *
 * @param patch is changed in place
 */
export function keepUnseen(image: RgbImage, patch: Patch): void {
  const { data } = patch.image;
  const noise = noiseOf(patch.image);
  const steps = stepsOf(image, patch);
  const seen = seenSteps(steps, patch.box);
  for (let pixel = 0; pixel < noise.length; pixel++) {
    const unseen = Math.min(MOST_UNSEEN, noise[pixel]);
    const share = seen[pixel] <= unseen ? 0 : 1 - (unseen / seen[pixel]) ** 2;
    for (let at = pixel * CHANNELS; at < (pixel + 1) * CHANNELS; at++) {
      data[at] = Math.round(data[at] - steps[at] + share * steps[at]);
    }
  }
}
