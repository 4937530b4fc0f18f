import { growBox } from '../../imaging/geometry.ts';
import { createMask, type Mask, type RgbImage } from '../../imaging/image.ts';
import { dilate } from '../../imaging/morphology.ts';
import { cropImage, type Patch } from '../../imaging/patch.ts';
import { type PlacedMask, padMask, setPlaced, trimMask } from '../../imaging/placed-mask.ts';
import { inpaint } from '../../inpainting/inpaint.ts';
import { penaltyOf } from '../../inpainting/judge-filling.ts';
import type { Proposal } from '../../segmentation/propose.ts';
import type { Matte } from '../../segmentation/refine-mask.ts';
import type { Edit, EditContext } from './edit.ts';

/** A ring rougher than this (Lab, RMS) holds more than one ground: few fills pass unnoticed, and each try takes time. */
const MAX_RING_ROUGHNESS = 13;
/** A filling that gives itself away more than this is undone: a smudge is worse than no difference. */
const MAX_PENALTY = 0.75;
/** A thing must stand out this much (Lab) from its ring to be missed when it is gone. */
const MIN_RING_CONTRAST = 12;
/** The hole takes the thing's anti-aliased rim and its compression halo with it. */
const RIM_PX = 3;
const LARGEST_SEED = 0x7fffffff;

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

/** A mask of the whole image in which these are set. */
function wholeMask({ width, height }: RgbImage, parts: readonly PlacedMask[]): Mask {
  const mask = createMask(width, height);
  for (const part of parts) setPlaced(mask, part);
  return mask;
}

async function apply({ image, matte, others, random, signal }: EditContext): Promise<Patch | undefined> {
  const hole = holeOf(matte, image);
  if (!hole) return undefined;
  const mask = wholeMask(image, [hole]);
  if (!mask.data.includes(0)) return undefined;
  const { image: filled } = await inpaint(image, mask, {
    engine: 'auto',
    // The same picture, options and seed make the same puzzle, whichever models a machine has and has room for.
    isRepeatable: true,
    seed: String(random.integer(0, LARGEST_SEED)),
    forbid: wholeMask(image, others),
    signal,
  });
  if (penaltyOf(filled, mask) > MAX_PENALTY) return undefined;
  return cropImage(filled, growBox(hole.box, 1, image));
}

/** Takes a thing away and lets its surroundings grow over the place. */
export const remove: Edit = {
  suits: ({ ringRoughness, ringContrast }: Proposal) =>
    ringContrast < MIN_RING_CONTRAST ? 0 : Math.max(0, 1 - (ringRoughness / MAX_RING_ROUGHNESS) ** 2),
  apply,
};
