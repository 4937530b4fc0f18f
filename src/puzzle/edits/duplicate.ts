import type { Box, Point } from '../../contract/geometry.ts';
import { growBox } from '../../imaging/geometry.ts';
import type { RgbImage } from '../../imaging/image.ts';
import { cropImage, type Patch } from '../../imaging/patch.ts';
import type { Matte } from '../../segmentation/refine-mask.ts';
import { cutOut, fitInto } from './cut-out.ts';
import type { Edit, EditContext } from './edit.ts';
import { findPlaces } from './find-place.ts';
import { drawLayer, IN_PLACE, type Placement, placeLayer, solidBox } from './layer.ts';
import { keepUnseen } from './put-back.ts';
import { copyability, wholeness } from './suitability.ts';
import { HOLE_RIM_PX } from './thing-rim.ts';

const BEST_SUITABILITY = 0.9;
/** A copy stands about as far away as the thing: a share of the picture's height. */
const MAX_RISE_RATIO = 0.1;

/**
 * The picture with a second one of a thing elsewhere, as a patch.
 *
 * @returns undefined when the copy would show where it was laid
 */
export function drawCopy(
  image: RgbImage,
  matte: Matte,
  seen: Box,
  shift: Point,
  isMirrored: boolean,
): Patch | undefined {
  const anchor = { x: seen.x + seen.width / 2, y: seen.y + seen.height / 2 };
  const placement: Placement = { ...IN_PLACE, anchor, shift, isMirrored };
  const thing = cutOut(image, matte);
  const placed = thing && placeLayer(thing, placement, image);
  if (!placed) return undefined;
  const patch = cropImage(image, growBox(placed.box, 1, image));
  const layer = fitInto(patch, placed);
  if (!layer) return undefined;
  drawLayer(patch, layer);
  keepUnseen(image, patch);
  return patch;
}

function apply(context: EditContext): Patch | undefined {
  const { image, matte, facts, random, mayChange } = context;
  const seen = solidBox(matte);
  if (!seen) return undefined;
  const places = findPlaces({
    box: seen,
    image,
    terrain: facts.terrain,
    random,
    maxRiseRatio: MAX_RISE_RATIO,
    allows: (box) => mayChange(growBox(box, HOLE_RIM_PX, image)) && !context.isOccupied(box),
  });
  for (const shift of places) {
    const patch = drawCopy(image, matte, seen, shift, random.next() < 0.5);
    if (patch) return patch;
  }
  return undefined;
}

/** Puts a second one of a thing on like ground. */
export const duplicate: Edit = {
  suits: (proposal, role) =>
    role !== 'alone' ? 0 : BEST_SUITABILITY * wholeness(proposal) ** 2 * copyability(proposal),
  apply,
};
