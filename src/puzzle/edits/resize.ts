import type { Box, Size } from '../../contract/geometry.ts';
import type { Patch } from '../../imaging/patch.ts';
import type { Edit, EditContext } from './edit.ts';
import { layOver } from './lay-over.ts';
import { IN_PLACE, solidBox } from './layer.ts';
import { putBack } from './put-back.ts';
import { layability, replaceability } from './suitability.ts';
import { boxesAround } from './thing-rim.ts';

const BEST_SUITABILITY = 0.75;
/** Enough to be seen beside the other picture, not so much that it looks wrong by itself. */
const GROWTH = { min: 1.25, max: 1.4 };
/** What is small may grow so much. */
const MOST_GROWTH = 1.5;
const SHRINKAGE = { min: 0.62, max: 0.78 };

async function apply(context: EditContext): Promise<Patch | undefined> {
  const { matte, random, proposal } = context;
  const seen = solidBox(matte);
  if (!seen) return undefined;
  // What stands on something keeps its feet there.
  const anchor = { x: seen.x + seen.width / 2, y: seen.y + seen.height };
  const [growth, shrinkage] = [GROWTH, SHRINKAGE].map(({ min, max }) => random.between(min, max));
  for (const scale of random.shuffle([growth, shrinkage])) {
    const placement = { ...IN_PLACE, anchor, scale };
    const over = scale > 1 ? layOver(context, placement) : undefined;
    const patch = over ?? (replaceability(proposal) > 0 ? await putBack(context, placement) : undefined);
    if (patch) return patch;
  }
  // What is too small may be large enough then; what would look out at the feet may cover itself from its middle.
  const middle = { x: anchor.x, y: seen.y + seen.height / 2 };
  return (
    layOver(context, { ...IN_PLACE, anchor, scale: MOST_GROWTH }) ??
    layOver(context, { ...IN_PLACE, anchor: middle, scale: growth })
  );
}

/** The boxes that a difference may come to: those of a thing that has grown, and that of one that shrinks, which it leaves. */
function reach(box: Box, image: Size): readonly Box[] {
  const grown = [GROWTH.min, MOST_GROWTH].map((scale) => {
    const [width, height] = [Math.round(scale * box.width), Math.round(scale * box.height)];
    return { x: box.x - Math.round((width - box.width) / 2), y: box.y + box.height - height, width, height };
  });
  return [box, ...grown].flatMap((each) => boxesAround(each, image));
}

/** Lets a thing grow or shrink. */
export const resize: Edit = {
  suits: (proposal, role) =>
    role === 'part'
      ? 0
      : BEST_SUITABILITY * Math.max(role === 'alone' ? replaceability(proposal) : 0, layability(proposal)),
  reach,
  apply,
};
