import type { Patch } from '../../imaging/patch.ts';
import type { Edit, EditContext } from './edit.ts';
import { IN_PLACE, solidBox } from './layer.ts';
import { putBack } from './put-back.ts';
import { isolation, wholeness } from './suitability.ts';

const BEST_SUITABILITY = 0.75;
/** Enough to be seen beside the other picture, not so much that it looks wrong by itself. */
const GROWTH = { min: 1.25, max: 1.45 };
const SHRINKAGE = { min: 0.62, max: 0.78 };

async function apply(context: EditContext): Promise<Patch | undefined> {
  const { matte, random } = context;
  const seen = solidBox(matte);
  if (!seen) return undefined;
  // What stands on something keeps its feet there.
  const anchor = { x: seen.x + seen.width / 2, y: seen.y + seen.height };
  const sizes = random.shuffle([random.between(GROWTH.min, GROWTH.max), random.between(SHRINKAGE.min, SHRINKAGE.max)]);
  for (const scale of sizes) {
    const patch = await putBack(context, { ...IN_PLACE, anchor, scale });
    if (patch) return patch;
  }
  return undefined;
}

/** Lets a thing grow or shrink. */
export const resize: Edit = {
  suits: (proposal, role) => (role !== 'alone' ? 0 : BEST_SUITABILITY * wholeness(proposal) ** 2 * isolation(proposal)),
  apply,
};
