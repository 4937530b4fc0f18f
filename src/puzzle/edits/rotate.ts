import type { Patch } from '../../imaging/patch.ts';
import type { Edit, EditContext } from './edit.ts';
import { IN_PLACE, solidBox } from './layers/layer.ts';
import { putBack } from './layers/put-back.ts';
import { replaceability } from './suitability.ts';

const BEST_SUITABILITY = 0.6;
/** Enough to be seen, too little to fall over; degrees. */
const TURN_DEGREES = { min: 14, max: 28 };
/** What is less of a thing than this (objectness) may be a group or stand on something: leaning, it floats. */
const LEAST_OBJECTNESS = 0.3;
const RADIANS = Math.PI / 180;

async function apply(context: EditContext): Promise<Patch | undefined> {
  const { matte, random } = context;
  const seen = solidBox(matte);
  if (!seen) return undefined;
  const side = random.pick([-1, 1]);
  const turn = side * random.between(TURN_DEGREES.min, TURN_DEGREES.max) * RADIANS;
  const anchor = { x: seen.x + seen.width / 2, y: seen.y + seen.height / 2 };
  return putBack(context, { ...IN_PLACE, anchor, turn });
}

/** What is round looks the same however it is turned. */
const lankiness = (axisRatio: number) => Math.min(1, 2 * (1 - axisRatio));

/** Turns a thing a little. */
export const rotate: Edit = {
  suits: (proposal, role) =>
    role !== 'alone' || proposal.objectness < LEAST_OBJECTNESS
      ? 0
      : BEST_SUITABILITY * replaceability(proposal) * lankiness(proposal.axisRatio),
  apply,
};
