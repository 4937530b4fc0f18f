import { parseDailyRoundId } from './daily.ts';
import type { PlayerResult, RoundResult } from './round-result.ts';
import type { DayKey } from './wall-clock.ts';

/** What a player made of one daily. */
export interface PlayerDay extends Omit<PlayerResult, 'playerId'> {
  readonly dayKey: DayKey;
}

/** A player in one server: the dailies they played, and what an admin mended. */
export interface PlayerRecord {
  readonly guildId: string;
  readonly playerId: string;
  /** Oldest first, a day once. */
  readonly days: readonly PlayerDay[];
  /** Days that count for the streak as if they had been played. */
  readonly repairedKeys: readonly DayKey[];
  /** Whether the player wants to show on the leaderboard of all servers. */
  readonly isGlobal: boolean;
}

/** A player who has not played yet. */
export function newPlayerRecord(guildId: string, playerId: string): PlayerRecord {
  return { guildId, playerId, days: [], repairedKeys: [], isGlobal: false };
}

/** The record with one more day; a day that is there already is replaced. */
export function withDay(record: PlayerRecord, day: PlayerDay): PlayerRecord {
  const days = [...record.days.filter(({ dayKey }) => dayKey !== day.dayKey), day];
  return { ...record, days: days.sort((a, b) => (a.dayKey < b.dayKey ? -1 : 1)) };
}

/** The record with a day that counts for the streak though it was not played. */
export function withRepair(record: PlayerRecord, dayKey: DayKey): PlayerRecord {
  if (record.repairedKeys.includes(dayKey)) return record;
  return { ...record, repairedKeys: [...record.repairedKeys, dayKey].sort() };
}

/** What everybody made of a daily; nothing for rounds of other kinds. */
export function playerDaysOf({
  roundId,
  players,
}: RoundResult): readonly (PlayerDay & { readonly playerId: string })[] {
  const daily = parseDailyRoundId(roundId);
  return daily === undefined ? [] : players.map((player) => ({ ...player, dayKey: daily.dayKey }));
}

/** Who finds one difference has taken part; who only guesses wrong, or only asks for hints, has not. */
export const countsForStreak = ({ found }: Pick<PlayerDay, 'found'>): boolean => found > 0;
