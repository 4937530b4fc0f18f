import { copyRgbImage, type RgbImage } from '../../imaging/image.ts';
import { FEATURE_BYTES } from '../../imaging/kernels/patch-field.ts';
import { dilate } from '../../imaging/morphology.ts';
import { pastePatch } from '../../imaging/patch.ts';
import { trimMask } from '../../imaging/placed-mask.ts';
import type { HoleTask } from '../engine.ts';
import { fillHarmonic } from '../harmonic.ts';
import type { NearestNeighbourField } from './field.ts';

/** Pixels around the hole that are composed too, to see how well the filling meets them. */
const RING_PX = 2;

/**
 * Puts the picture together: every pixel of the hole and of a narrow ring around it is a pixel that one of the patches over
 * it would put there, the one that is nearest to what most of them say.
 */
export function compose({ image, hole }: HoleTask, nnf: NearestNeighbourField): RgbImage {
  const result = copyRgbImage(image);
  const near = dilate(hole, RING_PX).data;
  const pixels: number[] = [];
  for (let pixel = near.indexOf(1); pixel >= 0; pixel = near.indexOf(1, pixel + 1)) pixels.push(pixel);
  nnf.choose(pixels).forEach((source, index) => {
    if (source >= 0) result.data.set(image.data.subarray(source * 3, source * 3 + 3), pixels[index] * 3);
  });
  return result;
}

/** Share of the membrane in a thin hole: its sides are so near that they tell colours better than any copy. */
const MEMBRANE_SHARE = 0.75;

/**
 * The mean of what all patches say and of the membrane over the hole: soft, but nearer to the truth than any copy where a
 * hole is thin.
 */
export function average({ image, hole }: HoleTask, nnf: NearestNeighbourField): RgbImage {
  nnf.vote({ bandwidth: 1, shifts: 0 });
  const whole = { x: 0, y: 0, width: image.width, height: image.height };
  const result = copyRgbImage(image);
  pastePatch(result, fillHarmonic(image, trimMask({ box: whole, mask: hole })));
  const { features, hole: pixels } = nnf.field;
  for (const pixel of pixels.view) {
    for (let channel = 0; channel < 3; channel++) {
      const at = pixel * 3 + channel;
      const copied = features.view[pixel * FEATURE_BYTES + channel];
      result.data[at] = Math.round(copied + MEMBRANE_SHARE * (result.data[at] - copied));
    }
  }
  return result;
}
