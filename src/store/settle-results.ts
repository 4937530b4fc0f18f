import { setImmediate as breathe } from 'node:timers/promises';
import { playerDaysOf, withDay } from '../game/player-days.ts';
import type { PlayerStore, PuzzleStore, ResultStore, RoundStore } from '../game/ports.ts';
import type { Round } from '../game/round.ts';
import { resultOf } from '../game/round-result.ts';

/** What results are made of and where they go. */
export interface ResultParts {
  readonly rounds: RoundStore;
  readonly puzzles: PuzzleStore;
  readonly results: ResultStore;
  readonly players: PlayerStore;
}

/** Stores the result of a round that is over. Nothing happens while it is open, outside a server, or without a puzzle. */
export async function settleRound(round: Round, parts: Omit<ResultParts, 'rounds'>): Promise<void> {
  const puzzle = await parts.puzzles.get(round.puzzleId);
  const result = puzzle && resultOf(round, puzzle.key);
  if (result === undefined) return;
  for (const { playerId, ...day } of playerDaysOf(result)) {
    // A daily of hundreds may end while others guess: their answers go first.
    await breathe();
    await parts.players.update(result.guildId, playerId, (record) => withDay(record, day));
  }
  // Last: a result that is there says that all of it is.
  await parts.results.put(result);
}

/**
 * Stores the results that are missing, because the process died between the end of a round and its result.
 *
 * @returns how many there were
 */
export async function settleMissing({ rounds, ...parts }: ResultParts): Promise<number> {
  let settled = 0;
  for await (const round of rounds.all()) {
    if (round.ended === null || round.guildId === null) continue;
    if ((await parts.results.get(round.id)) !== undefined) continue;
    await settleRound(round, parts);
    settled++;
  }
  return settled;
}
