import { createMask, type RgbImage } from '../../imaging/image.ts';
import { dilate } from '../../imaging/morphology.ts';
import type { Patch } from '../../imaging/patch.ts';
import { type PlacedMask, padMask, trimMask } from '../../imaging/placed-mask.ts';
import { fillByCloning, findCloneSource } from '../../inpainting/clone.ts';
import { fillHarmonic } from '../../inpainting/harmonic.ts';
import type { Proposal } from '../../segmentation/propose.ts';
import type { Matte } from '../../segmentation/refine-mask.ts';
import type { Edit, EditContext } from './edit.ts';

/** A ring rougher than this (Lab, RMS) holds more than one ground: no fill would pass unnoticed. */
const MAX_RING_ROUGHNESS = 9;
/** A source whose texture misses the ring's by more than this (grey levels, RMS) would show a seam. */
const MAX_MISMATCH = 36;
/** Rings up to this roughness are so plain that a membrane fills them without a trace. */
const PLAIN_ROUGHNESS = 2;
/** A thing must stand out this much (Lab) from its ring to be missed when it is gone. */
const MIN_RING_CONTRAST = 12;
/** The hole takes the thing's anti-aliased rim and its compression halo with it. */
const RIM_PX = 3;

/** The thing with its rim: what has to go. */
function holeOf({ box, alpha }: Matte, image: RgbImage): PlacedMask | undefined {
  const thing = createMask(
    box.width,
    box.height,
    Uint8Array.from(alpha.data, (share) => (share > 0 ? 1 : 0)),
  );
  if (!thing.data.includes(1)) return undefined;
  const padded = padMask({ box, mask: thing }, RIM_PX, image);
  return trimMask({ box: padded.box, mask: dilate(padded.mask, RIM_PX) });
}

function apply({ image, matte, proposal }: EditContext): Patch | undefined {
  const hole = holeOf(matte, image);
  if (!hole) return undefined;
  const source = findCloneSource(image, hole);
  if (source && source.mismatch <= MAX_MISMATCH) return fillByCloning(image, hole, source);
  return proposal.ringRoughness <= PLAIN_ROUGHNESS ? fillHarmonic(image, hole) : undefined;
}

/** Takes a thing away and lets its surroundings grow over the place. For things on plain ground. */
export const remove: Edit = {
  suits: ({ ringRoughness, ringContrast }: Proposal) =>
    ringContrast < MIN_RING_CONTRAST ? 0 : Math.max(0, 1 - (ringRoughness / MAX_RING_ROUGHNESS) ** 2),
  apply,
};
