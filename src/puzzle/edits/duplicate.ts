import type { Box, Point } from '../../contract/geometry.ts';
import { growBox } from '../../imaging/geometry.ts';
import type { RgbImage } from '../../imaging/image.ts';
import { cropImage, type Patch } from '../../imaging/patch.ts';
import type { Matte } from '../../segmentation/refine-mask.ts';
import { HOLE_RIM_PX } from './clear-thing.ts';
import type { Edit, EditContext } from './edit.ts';
import { findPlace } from './find-place.ts';
import { drawLayer, IN_PLACE, type Placement, placeLayer, solidBox } from './layer.ts';
import { isolation, wholeness } from './suitability.ts';

const BEST_SUITABILITY = 0.9;
/** Of the difference of light between the two places a copy takes this share: its own colour stays its own. */
const LIGHT_SHARE = 0.7;
/** More than this (grey levels) is no difference of light. */
const MAX_LIGHT = 24;
/** A copy stands about as far away as the thing: a share of the picture's height. */
const MAX_RISE_RATIO = 0.1;
const CHANNELS = 3;

/** Mean colour of the ground that a matte's box shows beside the thing, when it is laid at some other place. */
function groundColour(image: RgbImage, { box, alpha }: Matte, { x, y }: Point): number[] | undefined {
  const sums = [0, 0, 0];
  let count = 0;
  alpha.data.forEach((share, pixel) => {
    if (share > 0) return;
    const column = box.x + x + (pixel % box.width);
    const row = box.y + y + Math.floor(pixel / box.width);
    if (column < 0 || row < 0 || column >= image.width || row >= image.height) return;
    for (let channel = 0; channel < CHANNELS; channel++) {
      sums[channel] += image.data[(row * image.width + column) * CHANNELS + channel];
    }
    count++;
  });
  return count === 0 ? undefined : sums.map((sum) => sum / count);
}

/** The thing in the light of another place. */
function lit(image: RgbImage, matte: Matte, shift: Point): Matte {
  const home = groundColour(image, matte, { x: 0, y: 0 });
  const there = groundColour(image, matte, shift);
  if (!home || !there) return matte;
  const light = there.map((value, channel) =>
    Math.min(MAX_LIGHT, Math.max(-MAX_LIGHT, LIGHT_SHARE * (value - home[channel]))),
  );
  return { ...matte, foreground: matte.foreground.map((value, at) => value + light[at % CHANNELS]) };
}

/** The part of a matte's box that its thing is seen in, as a patch of the picture with the thing drawn elsewhere. */
export function drawCopy(
  image: RgbImage,
  matte: Matte,
  seen: Box,
  shift: Point,
  isMirrored: boolean,
): Patch | undefined {
  const anchor = { x: seen.x + seen.width / 2, y: seen.y + seen.height / 2 };
  const placement: Placement = { ...IN_PLACE, anchor, shift, isMirrored };
  const layer = placeLayer(lit(image, matte, shift), placement, image);
  if (!layer) return undefined;
  const patch = cropImage(image, growBox(layer.box, 1, image));
  drawLayer(patch, layer);
  return patch;
}

function apply(context: EditContext): Patch | undefined {
  const { image, matte, facts, random, mayChange } = context;
  const seen = solidBox(matte);
  if (!seen) return undefined;
  const shift = findPlace({
    box: seen,
    image,
    terrain: facts.terrain,
    random,
    maxRiseRatio: MAX_RISE_RATIO,
    allows: (box) => mayChange(growBox(box, HOLE_RIM_PX, image)) && !context.isOccupied(box),
  });
  return shift && drawCopy(image, matte, seen, shift, random.next() < 0.5);
}

/** Puts a second one of a thing on like ground. */
export const duplicate: Edit = {
  suits: (proposal, role) => (role !== 'alone' ? 0 : BEST_SUITABILITY * wholeness(proposal) ** 2 * isolation(proposal)),
  apply,
};
