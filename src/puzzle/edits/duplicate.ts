import type { Box, Size } from '../../contract/geometry.ts';
import { growBox } from '../../imaging/geometry.ts';
import { cropImage, type Patch } from '../../imaging/patch.ts';
import type { Proposal } from '../../segmentation/propose.ts';
import type { Matte } from '../../segmentation/refine-mask.ts';
import { BOX_AREA_RATIO } from '../level-rules.ts';
import type { Edit, EditContext } from './edit.ts';
import { cutOut, fitInto } from './layers/cut-out.ts';
import { findPlaces } from './layers/find-place.ts';
import { grownBox } from './layers/lay-over.ts';
import { drawLayer, footOf, IN_PLACE, type Placement, placeLayer, solidBox } from './layers/layer.ts';
import { settle } from './layers/settle.ts';
import { spareNeighbours } from './layers/spare-neighbours.ts';
import { spareRim } from './layers/spare-rim.ts';
import { isWriting } from './looking/is-writing.ts';
import { leadsAway } from './looking/lead-away.ts';
import { copyability, wholeness } from './suitability.ts';
import { boxesAround } from './thing-rim.ts';

const BEST_SUITABILITY = 0.9;
/** A copy stands about as far away as the thing: a share of the picture's height. */
const MAX_RISE_RATIO = 0.15;
/** The second one of a thing that is too small for the level may be so much larger. */
const MAX_SCALE = 1.5;
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
function drawCopy(context: EditContext, thing: Matte, placement: Placement, maxOtherShare: number): Patch | undefined {
  const { image } = context;
  const placed = placeLayer(thing, placement, image);
  if (!placed) return undefined;
  const patch = cropImage(image, growBox(placed.box, 1, image));
  const spared = spareRim(patch, placed, maxOtherShare);
  const layer = spared && fitInto(patch, spared);
  if (!layer) return undefined;
  drawLayer(patch, layer);
  settle(context, patch);
  return patch;
}

/**
 * How many times as large as a thing its copy has to be for the level. Its rim is not counted on: a copy is seen to change 1 to
 * 8 pixels beyond it, and what would need more of them than come is refused in the end.
 */
function scaleFor(seen: Box, { level, image }: EditContext): number {
  const lack = (BOX_AREA_RATIO[level].min * image.width * image.height) / (seen.width * seen.height);
  return lack > 1 ? Math.sqrt(lack) : 1;
}

/** The boxes that a copy's difference may come to. */
const reach = (box: Box, image: Size): readonly Box[] =>
  [box, grownBox(box, MAX_SCALE)].flatMap((each) => boxesAround(each, image));

/**
 * Puts a second one of a thing where the ground is like its own.
 *
 * @param maxRiseRatio how far up or down it may stand, as a share of the picture's height
 * @param allows whether it may stand in a box
 * @param maxScale how many times as large as the thing it may be where that is too small for the level; from 1
 * @returns undefined when there is no such place, or the copy would show where it was laid
 */
export function addAnother(
  context: EditContext,
  maxRiseRatio: number,
  allows: (box: Box) => boolean,
  maxScale = 1,
): Patch | undefined {
  const { image, matte, facts, random, mayChange } = context;
  const [seen, withRim] = [solidBox(matte), cutOut(image, matte)];
  if (!seen || !withRim) return undefined;
  const scale = maxScale > 1 ? scaleFor(seen, context) : 1;
  if (scale > maxScale) return undefined;
  const own = spareNeighbours(withRim, context);
  const thing = scale === 1 ? own : placeLayer(own, { ...IN_PLACE, anchor: footOf(seen), scale }, image);
  if (!thing) return undefined;
  const box = grownBox(seen, scale);
  const { shifts, maxOtherShare } = findPlaces({
    layer: own,
    box,
    image,
    terrain: facts.terrain,
    random,
    maxRiseRatio,
    allows: (place) => boxesAround(place, image).some(mayChange) && allows(place),
  });
  const anchor = { x: box.x, y: box.y };
  for (const shift of shifts) {
    const patch = drawCopy(context, thing, { ...IN_PLACE, anchor, shift }, maxOtherShare);
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
  return addAnother(context, MAX_RISE_RATIO, (box) => !context.isOccupied(box), MAX_SCALE);
}

/** Puts a second one of a thing on like ground. */
export const duplicate: Edit = {
  suits: (proposal, role) => (role !== 'alone' ? 0 : BEST_SUITABILITY * wholeness(proposal) * copyability(proposal)),
  reach,
  apply,
};
