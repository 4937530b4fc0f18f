import type { AnswerKey, KeyDifference } from '../contract/answer-key.ts';
import type { Circle } from '../contract/geometry.ts';
import { type Cell, cellAt } from '../contract/grid.ts';
import { foundIds } from './board.ts';
import { partAt } from './cell-parts.ts';
import { centrePixel } from './mask-measures.ts';
import { pricesOf } from './prices.ts';
import { HINT_STEPS, type Hint, type HintStep, type Round } from './round.ts';
import { refuseIdle } from './round-rules.ts';

/** A quarter of the picture. */
export type Quadrant = 'top-left' | 'top-right' | 'bottom-left' | 'bottom-right';

/** What a hint tells: first the quarter of the picture, then the cell, then the circle around it. */
export type HintView =
  | { readonly kind: 'quadrant'; readonly differenceId: number; readonly quadrant: Quadrant }
  | { readonly kind: 'cell'; readonly differenceId: number; readonly cell: Cell }
  | {
      readonly kind: 'circle';
      readonly differenceId: number;
      readonly circle: Circle;
      /** Where its middle is, for those who cannot see it. */
      readonly cell: Cell;
      readonly part: number;
    };

/** A hint that was asked for. */
export interface GivenHint {
  readonly round: Round;
  readonly hint: HintView;
  /** What it costs; 0 when it was only told again. */
  readonly price: number;
}

/** Easiest first, where the key does not tell by size and contrast. Of equals the smaller id. */
function byEase(a: KeyDifference, b: KeyDifference): number {
  if (a.difficulty !== undefined && b.difficulty !== undefined) return a.difficulty - b.difficulty || a.id - b.id;
  return b.areaRatio * b.deltaE - a.areaRatio * a.deltaE || a.id - b.id;
}

function quadrantOf(key: AnswerKey, { mask }: KeyDifference): Quadrant {
  const { x, y } = centrePixel(mask);
  // Half a pixel further is the centre of the pixel.
  const vertical = y + 0.5 < key.height / 2 ? 'top' : 'bottom';
  const horizontal = x + 0.5 < key.width / 2 ? 'left' : 'right';
  return `${vertical}-${horizontal}`;
}

/** What a hint says. @throws Error for a difference that the key does not have */
export function describeHint(key: AnswerKey, { differenceId, step }: Pick<Hint, 'differenceId' | 'step'>): HintView {
  const difference = key.differences.find(({ id }) => id === differenceId);
  if (!difference) throw new Error(`The key has no difference ${differenceId}.`);
  const centre = centrePixel(difference.mask);
  const views: Readonly<Record<HintStep, () => HintView>> = {
    quadrant: () => ({ kind: 'quadrant', differenceId, quadrant: quadrantOf(key, difference) }),
    cell: () => ({ kind: 'cell', differenceId, cell: cellAt(centre, key.grid, key) }),
    circle: () => ({ kind: 'circle', differenceId, circle: difference.circle, ...partAt(centre, key.grid, key) }),
  };
  return views[step]();
}

/** What this player has not been told of a difference yet. */
function nextStep({ hints }: Round, playerId: string, differenceId: number): HintStep | undefined {
  const told = hints.filter((hint) => hint.playerId === playerId && hint.differenceId === differenceId);
  return HINT_STEPS.find((step) => !told.some((hint) => hint.step === step));
}

/** The easiest unfound difference with something left to tell; when all is told, the easiest unfound one again. */
function choose(round: Round, key: AnswerKey, playerId: string) {
  const found = foundIds(round, playerId);
  const unfound = key.differences.filter(({ id }) => !found.has(id)).sort(byEase);
  const [easiest] = unfound;
  if (!easiest) throw new Error('An open board has something left to find.');
  const fresh = unfound.find(({ id }) => nextStep(round, playerId, id) !== undefined);
  const { id: differenceId } = fresh ?? easiest;
  return { differenceId, step: nextStep(round, playerId, differenceId) };
}

/**
 * Gives a player the next hint and records it. Hints are the player's own, as their price is. A hint whose id is known
 * already is told again, and so is the last word on the easiest difference when all is told; then the very same round
 * comes back.
 *
 * @throws CodedError `round-ended`, `board-closed`, `no-guesses-left`
 */
export function nextHint(
  round: Round,
  key: AnswerKey,
  { id, playerId, at }: Omit<Hint, 'differenceId' | 'step'>,
): GivenHint {
  const prices = pricesOf(key).hint;
  const known = round.hints.find((hint) => hint.id === id);
  if (known) return { round, hint: describeHint(key, known), price: prices[known.step] };
  refuseIdle(round, key, playerId, at);
  const { differenceId, step } = choose(round, key, playerId);
  if (step === undefined) return { round, hint: describeHint(key, { differenceId, step: 'circle' }), price: 0 };
  const hint: Hint = { id, playerId, differenceId, step, at };
  return { round: { ...round, hints: [...round.hints, hint] }, hint: describeHint(key, hint), price: prices[step] };
}
