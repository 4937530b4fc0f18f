import { createMask } from '../../imaging/image.ts';
import { dilate } from '../../imaging/morphology.ts';
import type { Patch } from '../../imaging/patch.ts';
import { padMask, trimMask } from '../../imaging/placed-mask.ts';
import { fillHarmonic } from '../../inpainting/harmonic.ts';
import type { Proposal } from '../../segmentation/propose.ts';
import type { Edit, EditContext } from './edit.ts';

/** A ring rougher than this (Lab, RMS) has texture that a smooth fill would smear. */
const MAX_RING_ROUGHNESS = 5;
/** A thing must stand out this much (Lab) from its ring to be missed when it is gone. */
const MIN_RING_CONTRAST = 12;
/** The hole takes the thing's anti-aliased rim and its compression halo with it. */
const RIM_PX = 3;

function apply({ image, matte }: EditContext): Patch | undefined {
  const thing = createMask(
    matte.box.width,
    matte.box.height,
    Uint8Array.from(matte.alpha.data, (share) => (share > 0 ? 1 : 0)),
  );
  if (!thing.data.includes(1)) return undefined;
  const padded = padMask({ box: matte.box, mask: thing }, RIM_PX, image);
  return fillHarmonic(image, trimMask({ box: padded.box, mask: dilate(padded.mask, RIM_PX) }));
}

/** Takes a thing away and lets its surroundings grow over the place. For things on plain ground. */
export const remove: Edit = {
  suits: ({ ringRoughness, ringContrast }: Proposal) =>
    ringContrast < MIN_RING_CONTRAST ? 0 : Math.max(0, 1 - ringRoughness / MAX_RING_ROUGHNESS),
  apply,
};
