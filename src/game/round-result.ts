import type { AnswerKey, Level } from '../contract/answer-key.ts';
import { foundIds } from './board.ts';
import type { GameMode, Round, RoundEnd } from './round.ts';
import { scoreRound } from './scoring.ts';

/** What one player did in a round, as the leaderboards need it. */
export interface PlayerResult {
  readonly playerId: string;
  readonly points: number;
  readonly found: number;
  readonly missed: number;
  readonly hints: number;
  /** Whether everything on the player's board was found. */
  readonly complete: boolean;
  /** Milliseconds from the first to the last thing the player did. */
  readonly elapsedMs: number;
}

/** What stays of a round when its guesses are gone. Computed from the round, so writing it again changes nothing. */
export interface RoundResult {
  readonly roundId: string;
  readonly guildId: string;
  readonly channelId: string;
  readonly mode: GameMode;
  readonly level: Level;
  readonly difficulty: number;
  readonly differences: number;
  readonly startedAt: number;
  readonly endedAt: number;
  readonly why: RoundEnd;
  readonly players: readonly PlayerResult[];
}

/** `2026-11`: the month of a time, by the clock of UTC. */
export function monthOf(at: number): string {
  return new Date(at).toISOString().slice(0, 'yyyy-mm'.length);
}

/** What everybody has made of a round so far, the best first. */
export function playersOf(round: Round, key: AnswerKey): readonly PlayerResult[] {
  return scoreRound(round, key).players.map(({ playerId, points, found, missed, hints, firstAt, lastAt }) => ({
    playerId,
    points,
    found,
    missed,
    hints,
    complete: foundIds(round, playerId).size === key.differences.length,
    elapsedMs: lastAt - firstAt,
  }));
}

/**
 * The result of a round.
 *
 * @returns undefined while it is open, and for rounds outside a server
 */
export function resultOf(round: Round, key: AnswerKey): RoundResult | undefined {
  const { guildId, ended } = round;
  if (guildId === null || ended === null) return undefined;
  const players = playersOf(round, key);
  const { id: roundId, channelId, mode, startedAt } = round;
  const { level, difficulty, differences } = key;
  const about = { roundId, guildId, channelId, mode, level, difficulty, differences: differences.length };
  return { ...about, startedAt, endedAt: ended.at, why: ended.why, players };
}
