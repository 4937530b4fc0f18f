import { ROUND_RETENTION_DAYS } from '../contract/limits.ts';
import type { PictureName, PuzzleRecord } from './puzzle-record.ts';
import type { Round } from './round.ts';

const DAY_MS = 24 * 60 * 60 * 1000;

/** What is no longer needed and may be deleted, in this order. */
export interface Leftovers {
  readonly roundIds: readonly string[];
  readonly puzzleIds: readonly string[];
  readonly pictures: readonly PictureName[];
}

/** What matters of a round here: all rounds are looked at together, and their guesses need not be in memory for it. */
export interface RoundAge {
  readonly id: string;
  readonly puzzleId: string;
  /** When somebody last did something in it. */
  readonly lastActivityAt: number;
}

/** What matters of a puzzle here. */
export type PuzzleAge = Pick<PuzzleRecord, 'id' | 'createdAt' | 'pictures'>;

/** When somebody last did something in a round. */
export function ageOf({ id, puzzleId, startedAt, ended, guesses, hints }: Round): RoundAge {
  const times = [...guesses, ...hints].map(({ at }) => at);
  return { id, puzzleId, lastActivityAt: Math.max(startedAt, ended?.at ?? startedAt, ...times) };
}

/**
 * Finds the rounds that nobody has touched for some days, the puzzles that only they used, and the
 * pictures that only those puzzles used.
 *
 * A puzzle without any round is kept until it is old itself: its round may be about to start. Pictures that no
 * puzzle names are not judged here, for the same reason.
 *
 * @param now milliseconds since 1970
 * @param retentionDays at least 1
 */
export function findLeftovers(
  rounds: readonly RoundAge[],
  puzzles: readonly PuzzleAge[],
  now: number,
  retentionDays: number = ROUND_RETENTION_DAYS,
): Leftovers {
  const isOld = (at: number) => now - at > retentionDays * DAY_MS;
  const oldRounds = rounds.filter((round) => isOld(round.lastActivityAt));
  const oldRoundIds = new Set(oldRounds.map(({ id }) => id));
  const playedPuzzleIds = new Set(rounds.filter(({ id }) => !oldRoundIds.has(id)).map(({ puzzleId }) => puzzleId));
  const isDone = ({ id, createdAt }: PuzzleAge) => !playedPuzzleIds.has(id) && isOld(createdAt);
  const picturesOf = (chosen: readonly PuzzleAge[]) =>
    new Set(chosen.flatMap(({ pictures }) => Object.values(pictures)));
  const shown = picturesOf(puzzles.filter((puzzle) => !isDone(puzzle)));
  return {
    roundIds: [...oldRoundIds],
    puzzleIds: puzzles.filter(isDone).map(({ id }) => id),
    pictures: [...picturesOf(puzzles.filter(isDone))].filter((name) => !shown.has(name)),
  };
}
