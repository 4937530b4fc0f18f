import type { EditKind, Level } from '../../contract/answer-key.ts';
import type { Size } from '../../contract/geometry.ts';
import { suitingBeside } from './aim.ts';
import type { Option } from './option.ts';
import { quarterOf } from './place-rules.ts';

/** A quarter of the picture loses this much of its appeal with every difference it already has. */
const CROWDING = 0.45;
/** A kind of edit keeps this share of its appeal with every difference that was made by it ... */
const REPETITION = 0.75;
/** ... and this much right after it was used. */
const AGAIN = 0.15;
/** Kinds by which something is there or not: this share of the differences of drawn puzzles. */
const PRESENCE: readonly EditKind[] = ['remove', 'duplicate', 'detail'];
const PRESENCE_SHARE = 0.55;
/** While there are too few of them all others keep this share of their appeal, and the other way round. */
const OUT_OF_BALANCE = 0.2;

/** How welcome each kind of edit is beside those that were chosen. */
function welcomeOf(chosen: readonly Option[]): (kind: EditKind) => number {
  const last = chosen[chosen.length - 1]?.kind;
  const present = chosen.filter(({ kind }) => PRESENCE.includes(kind)).length;
  const isBehind = present < PRESENCE_SHARE * (chosen.length + 1);
  return (kind) => {
    const again = kind === last ? AGAIN : 1;
    const repeated = REPETITION ** chosen.filter((other) => other.kind === kind).length;
    return again * repeated * (PRESENCE.includes(kind) === isBehind ? 1 : OUT_OF_BALANCE);
  };
}

/** The puzzle that options are chosen for. */
export interface Frame {
  readonly image: Size;
  readonly level: Level;
}

/**
 * The option that appeals most beside those that were chosen: quarters of the picture that have none yet come first, a
 * kind does not follow itself where another one will do, and somewhat more than half of all differences are things that
 * are there or not; and what is as hard as the puzzle lacks comes before what is harder or easier. Undefined where there is
 * none.
 *
 * @param size how many differences the puzzle is to have: more than were chosen
 */
export function mostAppealing<Each extends Option>(
  options: readonly Each[],
  chosen: readonly Option[],
  size: number,
  { image, level }: Frame,
): Each | undefined {
  const crowd = [0, 0, 0, 0];
  for (const { box } of chosen) crowd[quarterOf(box, image)]++;
  const welcome = welcomeOf(chosen);
  const suiting = suitingBeside(chosen, size, level);
  let best: Each | undefined;
  let most = 0;
  for (const option of options) {
    const place = CROWDING ** crowd[quarterOf(option.box, image)];
    const worth = option.value * welcome(option.kind) * place * suiting(option.difficulty);
    if (worth > most) [best, most] = [option, worth];
  }
  return best;
}
