import { countsForStreak, type PlayerRecord } from './player-days.ts';
import type { DayKey } from './wall-clock.ts';

/** So many days played in a row earn a freeze: it saves the streak on a day that is missed. */
export const DAYS_PER_FREEZE = 7;

/** How regularly somebody plays. Derived from days played, never stored. */
export interface Streak {
  /** Days played in a row up to now; days that a freeze saved do not count, and do not end it. */
  readonly current: number;
  readonly longest: number;
  /** Freezes at hand. */
  readonly freezes: number;
  /** The days on which one was used in the current streak. */
  readonly frozenKeys: readonly DayKey[];
}

/** What a streak is computed from. */
export interface StreakDays {
  /** The days on which the server had a daily, oldest first: others neither count nor break anything. */
  readonly dailyKeys: readonly DayKey[];
  readonly playedKeys: ReadonlySet<DayKey>;
  /** The day that can still be played: missing it breaks nothing yet. */
  readonly openKey: DayKey | undefined;
}

const NOTHING: Streak = { current: 0, longest: 0, freezes: 0, frozenKeys: [] };

function afterDay(streak: Streak, dayKey: DayKey, { playedKeys, openKey }: StreakDays): Streak {
  if (playedKeys.has(dayKey)) {
    const current = streak.current + 1;
    const freezes = streak.freezes + (current % DAYS_PER_FREEZE === 0 ? 1 : 0);
    return { ...streak, current, freezes, longest: Math.max(streak.longest, current) };
  }
  if (dayKey === openKey || streak.current === 0) return streak;
  if (streak.freezes > 0) {
    return { ...streak, freezes: streak.freezes - 1, frozenKeys: [...streak.frozenKeys, dayKey] };
  }
  return { ...NOTHING, longest: streak.longest };
}

/** The streak of a player in a server. */
export function streakOf(days: StreakDays): Streak {
  return days.dailyKeys.reduce((streak, dayKey) => afterDay(streak, dayKey, days), NOTHING);
}

/** The days that count for the streak of a player: what they played, and what an admin mended. */
export function playedKeys({ days, repairedKeys }: PlayerRecord): ReadonlySet<DayKey> {
  return new Set([...days.filter(countsForStreak).map(({ dayKey }) => dayKey), ...repairedKeys]);
}
