import type { Point } from '../contract/geometry.ts';
import type { Cell } from '../contract/grid.ts';

/** Where a player points: a cell of the grid, a ninth of a cell, or a point of the puzzle image. */
export type GuessTarget =
  | { readonly kind: 'cell'; readonly cell: Cell }
  | { readonly kind: 'part'; readonly cell: Cell; readonly part: number }
  | { readonly kind: 'point'; readonly point: Point };

/** What became of a guess. Judged once, never changed. */
export type Verdict =
  | { readonly kind: 'found'; readonly differenceId: number }
  | { readonly kind: 'repeated'; readonly differenceId: number }
  | { readonly kind: 'near' }
  | { readonly kind: 'missed' };

/** One judged guess. */
export interface Guess {
  /**
   * The id of the interaction that carried it: the same id is never judged twice. Of several guesses in one
   * interaction the second has `+1` behind it, and so on.
   */
  readonly id: string;
  readonly playerId: string;
  readonly target: GuessTarget;
  readonly at: number;
  readonly verdict: Verdict;
}

/**
 * How a puzzle is played. `race`: one board, who finds first scores. `together`: one board, and everybody who takes
 * part gets the points of all. `solo`: everybody has a board of their own.
 */
export const GAME_MODES = ['race', 'together', 'solo'] as const;
export type GameMode = (typeof GAME_MODES)[number];

/** Why a round ended: nothing is left to find, its time was up, or its owner or a moderator ended it. */
export type RoundEnd = 'all-found' | 'time-up' | 'revealed';

/** What hints tell of one difference, from the first to the last. */
export const HINT_STEPS = ['quadrant', 'cell', 'circle'] as const;
export type HintStep = (typeof HINT_STEPS)[number];

/** One hint that was given: the difference it pointed to, and how closely. */
export interface Hint {
  readonly id: string;
  readonly playerId: string;
  readonly differenceId: number;
  readonly step: HintStep;
  readonly at: number;
}

/** A player who gave up and saw the answers. */
export interface Surrender {
  readonly playerId: string;
  readonly at: number;
}

/** How a message can be changed without the bot's own rights: for 15 minutes, by whoever has the token of its interaction. */
export interface Webhook {
  readonly applicationId: string;
  readonly token: string;
}

/** The message that shows how a round stands. Old messages can hardly be edited: then another one takes its place. */
export interface LivePost {
  readonly messageId: string;
  /** When it was posted. */
  readonly at: number;
  /** null where the bot may edit its messages itself. */
  readonly webhook: Webhook | null;
}

/** One puzzle being played in one place. Everything shown (progress, finders, scores) is derived from it. */
export interface Round {
  readonly id: string;
  readonly puzzleId: string;
  readonly channelId: string;
  /** null in a direct message. */
  readonly guildId: string | null;
  readonly ownerId: string;
  /** Of the post with the pictures; null until it is known. */
  readonly messageId: string | null;
  /** null until the post is known. */
  readonly live: LivePost | null;
  /** `channel`: the bot may post and edit there itself. `token`: only interactions let it. */
  readonly reach: 'channel' | 'token';
  readonly locale: string;
  readonly mode: GameMode;
  readonly startedAt: number;
  /** When its time is up; null without a limit. */
  readonly endsAt: number | null;
  readonly ended: { readonly why: RoundEnd; readonly at: number } | null;
  readonly guesses: readonly Guess[];
  readonly hints: readonly Hint[];
  readonly surrenders: readonly Surrender[];
}
