import type { Box, Point, Size } from '../../contract/geometry.ts';
import type { Patch } from '../../imaging/patch.ts';
import type { Edit, EditContext } from './edit.ts';
import { grownBox, LayOver } from './layers/lay-over.ts';
import { footOf, IN_PLACE, solidBox } from './layers/layer.ts';
import { mayPutBack, putBack } from './layers/put-back.ts';
import { layability, replaceability } from './suitability.ts';
import { boxesAround } from './thing-rim.ts';

const BEST_SUITABILITY = 0.75;
/** Enough to be seen beside the other picture, not so much that it looks wrong by itself. */
const GROWTH = { min: 1.25, max: 1.4 };
/** What is small may grow so much. */
const MOST_GROWTH = 1.5;
const SHRINKAGE = { min: 0.62, max: 0.78 };

/** Lays a thing over itself so that it is larger, for which no ground has to be made up. */
function growOver(context: EditContext, seen: Box, growth: number): Patch | undefined {
  const over = new LayOver(context);
  const [anchor, middle] = [footOf(seen), { ...footOf(seen), y: seen.y + seen.height / 2 }];
  // What is too small may be large enough then; what would look out at the feet may cover itself from its middle.
  return (
    over.at({ ...IN_PLACE, anchor, scale: growth }) ??
    over.at({ ...IN_PLACE, anchor, scale: MOST_GROWTH }) ??
    over.at({ ...IN_PLACE, anchor: middle, scale: growth })
  );
}

/** Puts a thing back in one of two sizes, or where that fails in the other, after it was taken away. */
async function putBackEither(
  context: EditContext,
  anchor: Point,
  scales: readonly number[],
): Promise<Patch | undefined> {
  for (const scale of scales) {
    const patch = await putBack(context, { ...IN_PLACE, anchor, scale });
    if (patch) return patch;
  }
  return undefined;
}

async function apply(context: EditContext): Promise<Patch | undefined> {
  const { matte, random } = context;
  const seen = solidBox(matte);
  if (!seen) return undefined;
  const [growth, shrinkage] = [GROWTH, SHRINKAGE].map(({ min, max }) => random.between(min, max));
  const [first] = random.shuffle([growth, shrinkage]);
  const anchor = footOf(seen);
  if (!mayPutBack(context)) return growOver(context, seen, growth);
  if (first === growth)
    return growOver(context, seen, growth) ?? (await putBackEither(context, anchor, [growth, shrinkage]));
  return (
    (await putBackEither(context, anchor, [shrinkage])) ??
    growOver(context, seen, growth) ??
    (await putBackEither(context, anchor, [growth]))
  );
}

/** The boxes that a difference may come to: those of a thing that has grown, and that of one that shrinks, which it leaves. */
function reach(box: Box, image: Size): readonly Box[] {
  const grown = [GROWTH.min, MOST_GROWTH].map((scale) => grownBox(box, scale));
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
