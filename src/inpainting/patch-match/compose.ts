import { copyRgbImage, type RgbImage } from '../../imaging/image.ts';
import { FEATURE_BYTES } from '../../imaging/kernels/patch-field.ts';
import { pastePatch } from '../../imaging/patch.ts';
import { trimMask } from '../../imaging/placed-mask.ts';
import type { HoleTask } from '../engine.ts';
import { fillHarmonic } from '../harmonic.ts';
import { ringAround } from '../judge-filling.ts';
import type { NearestNeighbourField } from './field.ts';
import { membraneShares } from './membrane-shares.ts';

/** Pixels around the hole that are composed too, to see how well the filling meets them. */
const RING_PX = 2;
/** The membrane is only a part of what is shown: errors of this size (grey levels) do not matter. */
const MEMBRANE_TOLERANCE = 0.5;
/** How votes become a colour: their mean, moved far to where most of them are, so that it is no fog. */
const MODE = { bandwidth: 300, shifts: 3 };

/** Puts what the patches over it would put there into the known ring around the hole. */
function composeRing(result: RgbImage, { image, hole }: HoleTask, nnf: NearestNeighbourField): void {
  const ring = ringAround(hole, RING_PX).data;
  const pixels: number[] = [];
  for (let pixel = ring.indexOf(1); pixel >= 0; pixel = ring.indexOf(1, pixel + 1)) pixels.push(pixel);
  nnf.choose(pixels).forEach((source, index) => {
    if (source >= 0) result.data.set(image.data.subarray(source * 3, source * 3 + 3), pixels[index] * 3);
  });
}

/**
 * Puts the picture together: in the hole what the patches over it agree on, and where they are not sure and the border is
 * near, the membrane over the hole as well; in a narrow ring around it what they would put there.
 */
export function compose(task: HoleTask, nnf: NearestNeighbourField): RgbImage {
  const { image, hole } = task;
  const result = copyRgbImage(image);
  const whole = { x: 0, y: 0, width: image.width, height: image.height };
  pastePatch(result, fillHarmonic(image, trimMask({ box: whole, mask: hole }), MEMBRANE_TOLERANCE));
  composeRing(result, task, nnf);
  const shares = membraneShares(nnf);
  nnf.vote(MODE);
  const { features, hole: pixels } = nnf.field;
  pixels.view.forEach((pixel, index) => {
    for (let channel = 0; channel < 3; channel++) {
      const at = pixel * 3 + channel;
      const copied = features.view[pixel * FEATURE_BYTES + channel];
      result.data[at] = Math.round(copied + shares[index] * (result.data[at] - copied));
    }
  });
  return result;
}
