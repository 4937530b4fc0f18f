import type { AnswerKey } from '../contract/answer-key.ts';
import { type BoardEnd, boardEnd, type Finding, findings, triesLeft } from './board.ts';
import type { Round } from './round.ts';
import { type PlayerScore, scorePlayer, scoreRound } from './scoring.ts';

/** How far a board is. Derived from what is stored, never stored itself. */
export interface Progress {
  readonly total: number;
  /** In the order of finding. */
  readonly found: readonly Finding[];
  /** Ids of the differences not found yet, ascending. */
  readonly remaining: readonly number[];
}

/**
 * How far the board of a player is: the one that all share, or in solo the player's own.
 *
 * @param playerId when left out, the board that all share; in solo one on which nothing is found
 */
export function progress(round: Round, key: AnswerKey, playerId = ''): Progress {
  const found = findings(round, playerId);
  const known = new Set(found.map(({ differenceId }) => differenceId));
  const ids = key.differences.map(({ id }) => id).sort((a, b) => a - b);
  return { total: ids.length, found, remaining: ids.filter((id) => !known.has(id)) };
}

/** One line of the result of a round. */
export interface Standing extends PlayerScore {
  /** 1 for the best; players with equal points share a rank. */
  readonly rank: number;
  /** Why the player stopped, or undefined when the round ended first. */
  readonly end: BoardEnd | undefined;
}

/** Everyone who took part, the best first. */
export function standings(round: Round, key: AnswerKey): readonly Standing[] {
  const { players } = scoreRound(round, key);
  return players.map((player) => ({
    ...player,
    rank: 1 + players.findIndex(({ points }) => points === player.points),
    end: boardEnd(round, key, player.playerId),
  }));
}

/** What a player sees of their own game. */
export interface OwnState extends Progress {
  readonly triesLeft: number;
  readonly end: BoardEnd | undefined;
  readonly points: number;
}

/** How a player stands. */
export function ownState(round: Round, key: AnswerKey, playerId: string): OwnState {
  const own = scorePlayer(round, key, playerId).players.find((player) => player.playerId === playerId);
  return {
    ...progress(round, key, playerId),
    triesLeft: triesLeft(round, key, playerId),
    end: boardEnd(round, key, playerId),
    points: own?.points ?? 0,
  };
}
