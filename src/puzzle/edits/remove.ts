import { growBox } from '../../imaging/geometry.ts';
import { cropImage, type Patch } from '../../imaging/patch.ts';
import { HOLE_RIM_PX } from './clear-thing.ts';
import type { Edit, EditContext } from './edit.ts';
import { solidBox } from './layer.ts';
import { clearability, mayBeThing, wholeness } from './suitability.ts';

/** A filling that gives itself away more than this is undone: a smudge is worse than no difference. */
const MAX_PENALTY = 0.4;

async function apply({ image, matte, mayChange, clear }: EditContext): Promise<Patch | undefined> {
  const seen = solidBox(matte);
  if (!seen || !mayChange(growBox(seen, HOLE_RIM_PX, image))) return undefined;
  const clearing = await clear();
  if (!clearing || !(clearing.penalty <= MAX_PENALTY)) return undefined;
  return cropImage(clearing.image, growBox(clearing.hole.box, 1, image));
}

/** Takes a thing away and lets its surroundings grow over the place. */
export const remove: Edit = {
  suits: (proposal, role) =>
    role === 'alone' && mayBeThing(proposal) ? clearability(proposal) * Math.sqrt(wholeness(proposal)) : 0,
  apply,
};
