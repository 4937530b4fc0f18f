import { CodedError } from '../contract/coded-error.ts';
import type { PuzzleRecord } from '../game/puzzle-record.ts';
import type { Round } from '../game/round.ts';
import type { GameStores } from './game-stores.ts';

/** A round and the puzzle that is played in it. */
export interface Game {
  readonly round: Round;
  readonly puzzle: PuzzleRecord;
}

async function withPuzzle(round: Round, { puzzles }: GameStores): Promise<Game> {
  const puzzle = await puzzles.get(round.puzzleId);
  if (puzzle === undefined) throw new CodedError('round-not-found', {});
  return { round, puzzle };
}

/** @throws CodedError `round-not-found` */
export async function findGame(roundId: string, stores: GameStores): Promise<Game> {
  const round = await stores.rounds.get(roundId);
  if (round === undefined) throw new CodedError('round-not-found', {});
  return withPuzzle(round, stores);
}

/** @throws CodedError `no-open-round`, `round-not-found` */
export async function findNewestGame(channelId: string, stores: GameStores): Promise<Game> {
  const round = await stores.rounds.newestOpen(channelId);
  if (round === undefined) throw new CodedError('no-open-round', {});
  return withPuzzle(round, stores);
}

/**
 * Changes a round in one atomic write.
 *
 * @returns what `change` returned
 * @throws CodedError `round-not-found`, and what `change` throws
 */
export async function changeRound<Change extends { readonly round: Round }>(
  roundId: string,
  { rounds }: GameStores,
  change: (round: Round) => Change,
): Promise<Change> {
  const made: Change[] = [];
  await rounds.update(roundId, (round) => {
    const result = change(round);
    made.push(result);
    return result.round;
  });
  const result = made.at(-1);
  if (result === undefined) throw new CodedError('round-not-found', {});
  return result;
}
