import type { Box } from '../../contract/geometry.ts';
import { growBox } from '../../imaging/geometry.ts';
import type { RgbImage } from '../../imaging/image.ts';
import { cropImage, type Patch } from '../../imaging/patch.ts';
import type { Proposal } from '../../segmentation/propose.ts';
import type { Matte } from '../../segmentation/refine-mask.ts';
import { cutOut, fitInto } from './cut-out.ts';
import type { Edit, EditContext } from './edit.ts';
import { findPlaces } from './find-place.ts';
import { isWriting } from './is-writing.ts';
import { keepUnseen } from './keep-unseen.ts';
import { drawLayer, IN_PLACE, type Placement, placeLayer, solidBox } from './layer.ts';
import { leadsAway } from './lead-away.ts';
import { spareRim } from './spare-rim.ts';
import { copyability, wholeness } from './suitability.ts';
import { boxesAround } from './thing-rim.ts';

const BEST_SUITABILITY = 0.9;
/** A copy stands about as far away as the thing: a share of the picture's height. */
const MAX_RISE_RATIO = 0.15;
/** What is as wide as high, and fills its hull, to these shares is a disc. */
const DISC = { axisRatio: 0.9, solidity: 0.94 };
/** Roughness of a ring (Lab, RMS) of which sky has less, and the share of the picture's height that it ends at. */
const SKY_ROUGHNESS = 6;
const SKY_SHARE = 0.45;

/**
 * The picture with a second one of a thing elsewhere, as a patch.
 *
 * @param thing cut out
 * @param maxOtherShare of its rim that may be unlike the place
 * @returns undefined when the copy would show where it was laid
 */
function drawCopy(image: RgbImage, thing: Matte, placement: Placement, maxOtherShare: number): Patch | undefined {
  const placed = placeLayer(thing, placement, image);
  if (!placed) return undefined;
  const patch = cropImage(image, growBox(placed.box, 1, image));
  const spared = spareRim(patch, placed, maxOtherShare);
  const layer = spared && fitInto(patch, spared);
  if (!layer) return undefined;
  drawLayer(patch, layer);
  keepUnseen(image, patch);
  return patch;
}

/**
 * Puts a second one of a thing where the ground is like its own.
 *
 * @param maxRiseRatio how far up or down it may stand, as a share of the picture's height
 * @param allows whether it may stand in a box
 * @returns undefined when there is no such place, or the copy would show where it was laid
 */
export function addAnother(
  context: EditContext,
  maxRiseRatio: number,
  allows: (box: Box) => boolean,
): Patch | undefined {
  const { image, matte, facts, random, mayChange } = context;
  const [seen, thing] = [solidBox(matte), cutOut(image, matte)];
  if (!seen || !thing) return undefined;
  const { shifts, maxOtherShare } = findPlaces({
    layer: thing,
    box: seen,
    image,
    terrain: facts.terrain,
    random,
    maxRiseRatio,
    allows: (box) => boxesAround(box, image).some(mayChange) && allows(box),
  });
  const anchor = { x: seen.x, y: seen.y };
  for (const shift of shifts) {
    const patch = drawCopy(image, thing, { ...IN_PLACE, anchor, shift }, maxOtherShare);
    if (patch) return patch;
  }
  return undefined;
}

/** Whether a thing could be the sun or the moon, of which there is one: a disc on a plain ground high up. */
function mayBeSun({ axisRatio, solidity, ringRoughness, placed: { box } }: Proposal, height: number): boolean {
  const isDisc = axisRatio >= DISC.axisRatio && solidity >= DISC.solidity;
  return isDisc && ringRoughness <= SKY_ROUGHNESS && box.y + box.height / 2 <= SKY_SHARE * height;
}

function apply(context: EditContext): Patch | undefined {
  const { image, matte, proposal, found } = context;
  if (mayBeSun(proposal, found.size.height)) return undefined;
  // A word more says something else, and a blade needs a shaft there, too.
  if (isWriting(image, matte) || leadsAway(image, matte)) return undefined;
  return addAnother(context, MAX_RISE_RATIO, (box) => !context.isOccupied(box));
}

/** Puts a second one of a thing on like ground. */
export const duplicate: Edit = {
  suits: (proposal, role) => (role !== 'alone' ? 0 : BEST_SUITABILITY * wholeness(proposal) * copyability(proposal)),
  apply,
};
