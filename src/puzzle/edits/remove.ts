import { growBox } from '../../imaging/geometry.ts';
import { cropImage } from '../../imaging/patch.ts';
import type { Proposal } from '../../segmentation/propose.ts';
import { type Edit, type EditContext, type EditedPatch, WORST_FLAW } from './edit.ts';
import { solidBox } from './layers/layer.ts';
import { settle } from './layers/settle.ts';
import { clearability, mayBeThing, removability } from './suitability.ts';
import { boxesAround } from './thing-rim.ts';

/** A filling that gives itself away more than this is undone: a smudge is worse than no difference. */
const MAX_PENALTY = 0.4;
/** What gives itself away this much is a smudge. */
const SMUDGE_PENALTY = 0.5;
/** Where a removal suits less than this, as of a part of a mixed ground, a filling must give itself away less by as much. */
const SURE = 0.5;
/** So little is asked of it at most: strokes on paper suit hardly and come away without a trace. */
const LEAST_TRUST = 0.3;

/** How well a thing can be taken away by what is known before, 0 to 1. */
const suitability = (proposal: Proposal) => clearability(proposal) * removability(proposal);

/** How flawed a filling is: 1 where it begins to show, WORST_FLAW where it is a smudge. */
const flawOf = (penalty: number) => 1 + ((WORST_FLAW - 1) * (penalty - MAX_PENALTY)) / (SMUDGE_PENALTY - MAX_PENALTY);

async function apply(context: EditContext): Promise<EditedPatch | undefined> {
  const { image, proposal, matte, mayChange, clear } = context;
  const seen = solidBox(matte);
  if (!seen || !boxesAround(seen, image).some(mayChange)) return undefined;
  const clearing = await clear();
  if (!clearing) return undefined;
  const penalty = clearing.penalty / Math.min(1, Math.max(LEAST_TRUST, suitability(proposal) / SURE));
  if (!(penalty <= SMUDGE_PENALTY)) return undefined;
  const patch = cropImage(clearing.image, growBox(clearing.hole.box, 1, image));
  settle(context, patch);
  return { ...patch, flaw: flawOf(penalty) };
}

/** Takes a thing away and lets its surroundings grow over the place. */
export const remove: Edit = {
  suits: (proposal, role) => (role === 'alone' && mayBeThing(proposal) ? suitability(proposal) : 0),
  apply,
};
