import type { Box, Size } from '../../contract/geometry.ts';
import type { Patch } from '../../imaging/patch.ts';
import type { Edit, EditContext } from './edit.ts';
import { grownBox, LayOver } from './layers/lay-over.ts';
import { footOf, IN_PLACE, solidBox } from './layers/layer.ts';
import { mayPutBack, putBack } from './layers/put-back.ts';
import { layability, replaceability } from './suitability.ts';
import { boxesAround } from './thing-rim.ts';

/** Below a thing that is turned away, its place shows; above a thing without texture, nothing does. */
const BEST_SUITABILITY = 0.7;
/** Variation of a thing's own colours (Lab, RMS) from which on its two sides differ. */
const SIDED_TEXTURE = 12;
/** What is laid over itself so much larger covers what it was, though its two sides are not quite alike. */
const COVERING = 1.1;

async function apply(context: EditContext): Promise<Patch | undefined> {
  const seen = solidBox(context.matte);
  if (!seen) return undefined;
  const placement = { ...IN_PLACE, anchor: footOf(seen), isMirrored: true };
  const back = mayPutBack(context) ? await putBack(context, placement) : undefined;
  return back ?? new LayOver(context).at({ ...placement, scale: COVERING });
}

/** The boxes that a difference may come to: those of a thing that is put back, and of one that is laid over itself. */
const reach = (box: Box, image: Size): readonly Box[] =>
  [box, grownBox(box, COVERING)].flatMap((each) => boxesAround(each, image));

/** Lets a thing look the other way. */
export const mirror: Edit = {
  suits: (proposal, role) =>
    role === 'part'
      ? 0
      : BEST_SUITABILITY *
        Math.max(role === 'alone' ? replaceability(proposal) : 0, layability(proposal)) *
        sidedness(proposal),
  reach,
  apply,
};

/** What has one colour and a round outline looks the same from both sides. */
function sidedness({ texture, solidity }: { texture: number; solidity: number }): number {
  return Math.min(1, texture / SIDED_TEXTURE + (1 - solidity));
}
