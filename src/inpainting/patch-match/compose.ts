import { copyRgbImage, type RgbImage } from '../../imaging/image.ts';
import { dilate } from '../../imaging/morphology.ts';
import type { HoleTask } from '../engine.ts';
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
