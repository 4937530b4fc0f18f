import type { Box } from '../../contract/geometry.ts';
import { growBox } from '../../imaging/geometry.ts';
import { cropImage, type Patch } from '../../imaging/patch.ts';
import type { PlacedMask } from '../../imaging/placed-mask.ts';
import { addAnother } from './duplicate.ts';
import type { Edit, EditContext } from './edit.ts';
import { solidBox } from './layers/layer.ts';
import { clearability, removability } from './suitability.ts';
import { boxesAround } from './thing-rim.ts';

const BEST_SUITABILITY = 0.9;
/** A filling that gives itself away more than this is undone. */
const MAX_PENALTY = 0.4;
/** Share of its convex hull that a part fills at least: letters and strokes are parts that say something. */
const LEAST_SOLIDITY = 0.65;
/** A second part stands anywhere in the thing: parts know no depth. */
const MAX_RISE_RATIO = 0.5;

/** Whether a box lies in a mask whole. */
function liesIn({ x, y, width, height }: Box, { box, mask }: PlacedMask): boolean {
  for (let row = y - box.y; row < y - box.y + height; row++) {
    for (let column = x - box.x; column < x - box.x + width; column++) {
      if (row < 0 || column < 0 || row >= box.height || column >= box.width) return false;
      if (!mask.data[row * box.width + column]) return false;
    }
  }
  return true;
}

async function takeAway({ image, clear }: EditContext): Promise<Patch | undefined> {
  const clearing = await clear();
  if (!clearing || clearing.penalty > MAX_PENALTY) return undefined;
  return cropImage(clearing.image, growBox(clearing.hole.box, 1, image));
}

function addPart(context: EditContext): Patch | undefined {
  const { host } = context;
  return host && addAnother(context, MAX_RISE_RATIO, (box) => liesIn(box, host));
}

/** A part is added where there is room for it, or taken away; chance says which is tried first. */
async function apply(context: EditContext): Promise<Patch | undefined> {
  const seen = solidBox(context.matte);
  if (!seen || !boxesAround(seen, context.image).some(context.mayChange)) return undefined;
  if (context.random.next() < 0.5) return addPart(context) ?? takeAway(context);
  return (await takeAway(context)) ?? addPart(context);
}

/** Takes a part of a larger thing away, or gives it a second one: a button, a window, a spot. */
export const detail: Edit = {
  suits: (proposal, role) =>
    role === 'part' && proposal.solidity >= LEAST_SOLIDITY
      ? BEST_SUITABILITY * clearability(proposal) * removability(proposal)
      : 0,
  apply,
};
