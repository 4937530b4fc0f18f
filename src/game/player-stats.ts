import type { ChartBar } from '../contract/messages.ts';
import type { PlayerRecord } from './player-days.ts';
import type { Streak } from './streaks.ts';
import type { DayKey } from './wall-clock.ts';

/** Days that a chart shows: a month. */
const CHART_DAYS = 30;
/** `11-21` of `2026-11-21`. */
const YEAR_LENGTH = 'yyyy-'.length;

/** What a player's days come to. */
export interface PlayerSummary {
  readonly days: number;
  /** Days on which everything was found. */
  readonly complete: number;
  readonly points: number;
  readonly best: number;
  readonly found: number;
  readonly missed: number;
  readonly hints: number;
}

/** Adds up a player's days. */
export function summarise({ days }: PlayerRecord): PlayerSummary {
  const sum = (part: (day: PlayerRecord['days'][number]) => number) =>
    days.reduce((total, day) => total + part(day), 0);
  return {
    days: days.length,
    complete: sum(({ complete }) => (complete ? 1 : 0)),
    points: sum(({ points }) => points),
    best: days.length === 0 ? 0 : Math.max(...days.map(({ points }) => points)),
    found: sum(({ found }) => found),
    missed: sum(({ missed }) => missed),
    hints: sum(({ hints }) => hints),
  };
}

/** The last dailies of a server as a player played them, oldest first. */
export function chartBars(
  { days, repairedKeys }: PlayerRecord,
  { frozenKeys }: Streak,
  dailyKeys: readonly DayKey[],
): readonly ChartBar[] {
  return dailyKeys.slice(-CHART_DAYS).map((dayKey): ChartBar => {
    const label = dayKey.slice(YEAR_LENGTH);
    const day = days.find((played) => played.dayKey === dayKey);
    if (day !== undefined) return { label, value: day.points, kind: day.complete ? 'complete' : 'partial' };
    const isSaved = frozenKeys.includes(dayKey) || repairedKeys.includes(dayKey);
    return { label, value: 0, kind: isSaved ? 'saved' : 'missed' };
  });
}
