import { growBox, unionBox } from '../../../imaging/geometry.ts';
import { cropImage, type Patch } from '../../../imaging/patch.ts';
import type { PlacedMask } from '../../../imaging/placed-mask.ts';
import type { Matte } from '../../../segmentation/refine-mask.ts';
import type { Clearing, EditContext } from '../edit.ts';
import { replaceability } from '../suitability.ts';
import { HOLE_RIM_PX } from '../thing-rim.ts';
import { cutOut, fitInto } from './cut-out.ts';
import { drawLayer, type Placement, placeLayer, solidBox } from './layer.ts';
import { settle } from './settle.ts';

/** The filling behind a thing that is put back shows in part only: it may give itself away a little more. */
const MAX_PENALTY = 0.4;
/** More than this share of the place that the thing left must be filled, or the filling does not matter. */
const LITTLE_UNCOVERED = 0.1;

/** The share of a hole that a layer leaves open. */
function uncoveredShare({ hole }: Clearing, { box, alpha }: Matte): number {
  let [all, open] = [0, 0];
  hole.mask.data.forEach((value, pixel) => {
    if (!value) return;
    all++;
    const x = hole.box.x + (pixel % hole.box.width) - box.x;
    const y = hole.box.y + Math.floor(pixel / hole.box.width) - box.y;
    const isIn = x >= 0 && y >= 0 && x < box.width && y < box.height;
    if (!isIn || alpha.data[y * box.width + x] < 0.5) open++;
  });
  return open / all;
}

/** Whether a layer hides something that stands beside the thing. */
function covers({ box, alpha }: Matte, { box: other, mask }: PlacedMask): boolean {
  return alpha.data.some((share, pixel) => {
    if (share < 0.5) return false;
    const x = box.x + (pixel % box.width) - other.x;
    const y = box.y + Math.floor(pixel / box.width) - other.y;
    return x >= 0 && y >= 0 && x < other.width && y < other.height && mask.data[y * other.width + x] === 1;
  });
}

/**
 * Lays a cut-out where a thing stood, on ground that has grown over its place.
 *
 * @returns undefined when it would not fit or the ground shows what was done
 */
export async function layInPlace(context: EditContext, layer: Matte): Promise<Patch | undefined> {
  const { image, matte } = context;
  const [before, after] = [solidBox(matte), solidBox(layer)];
  if (!before || !after || !context.mayChange(unionBox(growBox(before, HOLE_RIM_PX, image), after))) return undefined;
  if (context.others.some((other) => covers(layer, other))) return undefined;
  const clearing = await context.clear();
  if (!clearing) return undefined;
  const share = uncoveredShare(clearing, layer);
  if (share > LITTLE_UNCOVERED && clearing.penalty > MAX_PENALTY) return undefined;
  const patch = cropImage(clearing.image, growBox(unionBox(clearing.hole.box, layer.box), 1, image));
  const fitted = fitInto(patch, layer);
  if (!fitted) return undefined;
  drawLayer(patch, fitted);
  settle(context, patch);
  return patch;
}

/** Whether a thing may be put back: the core of a larger one would leave that one's rim behind. */
export const mayPutBack = ({ host, proposal }: EditContext): boolean =>
  host === undefined && replaceability(proposal) > 0;

/** Puts a thing back in another way than it stood. @returns undefined when that shows what was done */
export async function putBack(context: EditContext, placement: Placement): Promise<Patch | undefined> {
  const { image, matte } = context;
  const thing = cutOut(image, matte);
  const layer = thing && placeLayer(thing, placement, image);
  return layer && layInPlace(context, layer);
}
