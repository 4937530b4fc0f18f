import type { Hint, Round } from '../game/round.ts';
import type { Migration } from './shelf.ts';

/** A round of schema 1: one board, no time limit, two hints for each difference, counted over all players. */
interface RoundOne extends Omit<Round, 'mode' | 'endsAt' | 'surrenders' | 'hints'> {
  readonly hints: readonly Omit<Hint, 'step'>[];
}

/** Schema 1 counted: the first hint on a difference named the quarter of the picture, every later one the cell. */
function withStep(hint: RoundOne['hints'][number], index: number, hints: RoundOne['hints']): Hint {
  const isFirst = hints.findIndex(({ differenceId }) => differenceId === hint.differenceId) === index;
  return { ...hint, step: isFirst ? 'quadrant' : 'cell' };
}

function toModes(one: RoundOne): Round {
  return { ...one, mode: 'race', endsAt: null, surrenders: [], hints: one.hints.map(withStep) };
}

/** Lifts stored rounds. Stored values are never older than what the first release wrote. */
export const ROUND_MIGRATIONS: readonly Migration[] = [(data) => toModes(data as RoundOne)];
