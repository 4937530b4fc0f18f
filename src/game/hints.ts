import type { AnswerKey, KeyDifference } from '../contract/answer-key.ts';
import { CodedError } from '../contract/coded-error.ts';
import { type Cell, cellAt } from '../contract/grid.ts';
import { centrePixel } from './mask-measures.ts';
import type { Hint, Round } from './round.ts';
import { foundIds } from './round-rules.ts';

/** A quarter of the picture. */
export type Quadrant = 'top-left' | 'top-right' | 'bottom-left' | 'bottom-right';

/** What a hint tells: first the quarter of the picture, then the cell. */
export type HintView =
  | { readonly kind: 'quadrant'; readonly differenceId: number; readonly quadrant: Quadrant }
  | { readonly kind: 'cell'; readonly differenceId: number; readonly cell: Cell };

/** Hints that tell all there is to tell about one difference: its quadrant and its cell. */
const HINTS_PER_DIFFERENCE = 2;

/** Easiest first: large and strongly changed things are seen first. Of equals the smaller id. */
function byEase(a: KeyDifference, b: KeyDifference): number {
  return b.areaRatio * b.deltaE - a.areaRatio * a.deltaE || a.id - b.id;
}

function hintsFor(hints: readonly Hint[], differenceId: number): number {
  return hints.filter((hint) => hint.differenceId === differenceId).length;
}

function quadrantOf(key: AnswerKey, { mask }: KeyDifference): Quadrant {
  const { x, y } = centrePixel(mask);
  // Half a pixel further is the centre of the pixel.
  const vertical = y + 0.5 < key.height / 2 ? 'top' : 'bottom';
  const horizontal = x + 0.5 < key.width / 2 ? 'left' : 'right';
  return `${vertical}-${horizontal}`;
}

/** What a recorded hint said when it was given. */
export function describeHint(round: Round, key: AnswerKey, hint: Hint): HintView {
  const difference = key.differences.find(({ id }) => id === hint.differenceId);
  if (!difference) throw new Error(`The key has no difference ${hint.differenceId}.`);
  const earlier = round.hints.slice(
    0,
    round.hints.findIndex(({ id }) => id === hint.id),
  );
  const differenceId = difference.id;
  return hintsFor(earlier, differenceId) === 0
    ? { kind: 'quadrant', differenceId, quadrant: quadrantOf(key, difference) }
    : { kind: 'cell', differenceId, cell: cellAt(centrePixel(difference.mask), key.grid, key) };
}

/** The easiest unfound difference with something left to tell; when all is told, the easiest unfound one again. */
function nextDifference(round: Round, key: AnswerKey): KeyDifference {
  const found = foundIds(round);
  const unfound = key.differences.filter(({ id }) => !found.has(id)).sort(byEase);
  const next = unfound.find(({ id }) => hintsFor(round.hints, id) < HINTS_PER_DIFFERENCE) ?? unfound[0];
  if (!next) throw new Error('An open round has something left to find.');
  return next;
}

/**
 * Gives and records the next hint. Hints are the round's, not the player's: everyone in the channel plays together.
 * A hint whose id is known already is told again, and the very same round comes back.
 *
 * @throws CodedError `round-ended`
 */
export function nextHint(
  round: Round,
  key: AnswerKey,
  { id, playerId, at }: Omit<Hint, 'differenceId'>,
): { readonly round: Round; readonly hint: HintView } {
  const known = round.hints.find((hint) => hint.id === id);
  if (known) return { round, hint: describeHint(round, key, known) };
  if (round.ended) throw new CodedError('round-ended', {});
  const hint: Hint = { id, playerId, at, differenceId: nextDifference(round, key).id };
  const next = { ...round, hints: [...round.hints, hint] };
  return { round: next, hint: describeHint(next, key, hint) };
}
