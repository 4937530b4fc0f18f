import type { Point } from '../contract/geometry.ts';
import type { Cell } from '../contract/grid.ts';

/** Where a player points: a cell of the grid or a point of the puzzle image. */
export type GuessTarget =
  | { readonly kind: 'cell'; readonly cell: Cell }
  | { readonly kind: 'point'; readonly point: Point };

/** What became of a guess. Judged once, never changed. */
export type Verdict =
  | { readonly kind: 'found'; readonly differenceId: number }
  | { readonly kind: 'repeated'; readonly differenceId: number }
  | { readonly kind: 'missed' };

/** One judged guess. */
export interface Guess {
  /** The id of the interaction that carried it: the same id is never judged twice. */
  readonly id: string;
  readonly playerId: string;
  readonly target: GuessTarget;
  readonly at: number;
  readonly verdict: Verdict;
}

/** Why a round ended. */
export type RoundEnd = 'all-found' | 'revealed';

/** One hint that was given: the difference it pointed to. */
export interface Hint {
  readonly id: string;
  readonly playerId: string;
  readonly differenceId: number;
  readonly at: number;
}

/** One puzzle being played in one place. Everything shown (progress, finders, scores) is derived from it. */
export interface Round {
  readonly id: string;
  readonly puzzleId: string;
  readonly channelId: string;
  /** null in a direct message. */
  readonly guildId: string | null;
  readonly ownerId: string;
  /** null until the post is known. */
  readonly messageId: string | null;
  readonly locale: string;
  readonly startedAt: number;
  readonly ended: { readonly why: RoundEnd; readonly at: number } | null;
  readonly guesses: readonly Guess[];
  readonly hints: readonly Hint[];
}
