import type { Hint, Round } from '../game/round.ts';
import type { Migration } from './shelf.ts';

/** A round of schema 2: its first post was edited for as long as it went on. */
type RoundTwo = Omit<Round, 'live' | 'reach'>;

/** A round of schema 1: one board, no time limit, two hints for each difference, counted over all players. */
interface RoundOne extends Omit<RoundTwo, 'mode' | 'endsAt' | 'surrenders' | 'hints'> {
  readonly hints: readonly Omit<Hint, 'step'>[];
}

/** Schema 1 counted: the first hint on a difference named the quarter of the picture, every later one the cell. */
function withStep(hint: RoundOne['hints'][number], index: number, hints: RoundOne['hints']): Hint {
  const isFirst = hints.findIndex(({ differenceId }) => differenceId === hint.differenceId) === index;
  return { ...hint, step: isFirst ? 'quadrant' : 'cell' };
}

function toLivePosts(two: RoundTwo): Round {
  const { messageId, startedAt } = two;
  return { ...two, reach: 'channel', live: messageId === null ? null : { messageId, at: startedAt, webhook: null } };
}

function toModes(one: RoundOne): RoundTwo {
  return { ...one, mode: 'race', endsAt: null, surrenders: [], hints: one.hints.map(withStep) };
}

/** Lifts stored rounds. Stored values are never older than what the first release wrote. */
export const ROUND_MIGRATIONS: readonly Migration[] = [
  (data) => toModes(data as RoundOne),
  (data) => toLivePosts(data as RoundTwo),
];
