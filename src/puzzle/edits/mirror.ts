import type { Patch } from '../../imaging/patch.ts';
import type { Edit, EditContext } from './edit.ts';
import { IN_PLACE, solidBox } from './layer.ts';
import { putBack } from './put-back.ts';
import { isolation, wholeness } from './suitability.ts';

/** Below a thing that is turned away, its place shows; above a thing without texture, nothing does. */
const BEST_SUITABILITY = 0.7;
/** Variation of a thing's own colours (Lab, RMS) from which on its two sides differ. */
const SIDED_TEXTURE = 12;

async function apply(context: EditContext): Promise<Patch | undefined> {
  const seen = solidBox(context.matte);
  if (!seen) return undefined;
  const anchor = { x: seen.x + seen.width / 2, y: seen.y + seen.height / 2 };
  return putBack(context, { ...IN_PLACE, anchor, isMirrored: true });
}

/** Lets a thing look the other way. */
export const mirror: Edit = {
  suits: (proposal, role) =>
    role !== 'alone' ? 0 : BEST_SUITABILITY * wholeness(proposal) ** 2 * isolation(proposal) * sidedness(proposal),
  apply,
};

/** What has one colour and a round outline looks the same from both sides. */
function sidedness({ texture, solidity }: { texture: number; solidity: number }): number {
  return Math.min(1, texture / SIDED_TEXTURE + (1 - solidity));
}
