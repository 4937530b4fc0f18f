import type { Patch } from '../../imaging/patch.ts';
import type { Edit, EditContext } from './edit.ts';
import { IN_PLACE, solidBox } from './layers/layer.ts';
import { putBack } from './layers/put-back.ts';
import { replaceability } from './suitability.ts';

const BEST_SUITABILITY = 0.65;
/** So far that it is seen, so little that the old and the new place are one difference: shares of the thing's width. */
const WAY = { min: 0.3, max: 0.6 };
/** What has one colour shows a small move at its two ends alone: two differences. It moves until they meet. */
const PLAIN_WAY = { min: 0.94, max: 1 };
/** Variation of a thing's own colours (Lab, RMS) from which on its inside shows the move, too. */
const PATTERNED_TEXTURE = 14;

async function apply(context: EditContext): Promise<Patch | undefined> {
  const { matte, random, proposal } = context;
  const seen = solidBox(matte);
  if (!seen) return undefined;
  const anchor = { x: seen.x, y: seen.y };
  const way = proposal.texture >= PATTERNED_TEXTURE ? WAY : PLAIN_WAY;
  const shift = Math.round(seen.width * random.between(way.min, way.max));
  // Sideways: what stands keeps standing, and what hangs keeps hanging.
  for (const side of random.shuffle([-1, 1])) {
    const patch = await putBack(context, { ...IN_PLACE, anchor, shift: { x: side * shift, y: 0 } });
    if (patch) return patch;
  }
  return undefined;
}

/** Moves a thing a little aside. */
export const move: Edit = {
  suits: (proposal, role) => (role !== 'alone' ? 0 : BEST_SUITABILITY * replaceability(proposal)),
  apply,
};
