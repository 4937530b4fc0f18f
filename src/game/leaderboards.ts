import { type DailySettings, parseDailyRoundId } from './daily.ts';
import type { PlayerDay } from './player-days.ts';
import type { RoundResult } from './round-result.ts';
import {
  addDays,
  type DayKey,
  dayKeyAt,
  firstOfMonth,
  firstOfNextMonth,
  instantOf,
  mondayOf,
  startOfDay,
} from './wall-clock.ts';

/** How far back a leaderboard looks. */
export const BOARD_PERIODS = ['day', 'week', 'month', 'all'] as const;
export type BoardPeriod = (typeof BOARD_PERIODS)[number];

/** Lines that are shown together. */
export const BOARD_PAGE_LINES = 10;
const DAYS_PER_WEEK = 7;

/** One player's points, before they are ranked. */
export interface BoardEntry {
  readonly playerId: string;
  readonly points: number;
  readonly found: number;
  /** Rounds taken part in. */
  readonly rounds: number;
}

/** One line of a leaderboard. Players with equal points share a rank, and the ranks after them are left out. */
export interface BoardLine extends BoardEntry {
  readonly rank: number;
}

/** The days that a leaderboard covers, and when it starts anew. */
export interface BoardSpan {
  /** null: from the beginning. */
  readonly firstKey: DayKey | null;
  /** null: never. */
  readonly resetAt: number | null;
}

/** Whose days these are. `currentKey`: of the daily that can be played now, if there is one. */
export interface BoardCalendar {
  readonly zone: string;
  /** When a new day begins for the game; at midnight when there is no daily. */
  readonly time: DailySettings['time'] | undefined;
  readonly currentKey: DayKey | undefined;
}

/** The day that counts as today: that of the newest daily until the next one is due. */
export function todayKey({ zone, currentKey }: BoardCalendar, now: number): DayKey {
  const date = dayKeyAt(now, zone);
  return currentKey !== undefined && addDays(currentKey, 1) >= date ? currentKey : date;
}

/** What a period covers at a moment. */
export function spanOf(period: BoardPeriod, calendar: BoardCalendar, now: number): BoardSpan {
  if (period === 'all') return { firstKey: null, resetAt: null };
  const today = todayKey(calendar, now);
  const starts = { day: today, week: mondayOf(today), month: firstOfMonth(today) };
  const ends = {
    day: addDays(today, 1),
    week: addDays(starts.week, DAYS_PER_WEEK),
    month: firstOfNextMonth(today),
  };
  const { zone, time } = calendar;
  const end = ends[period];
  const resetAt = (time === undefined ? undefined : instantOf(end, time, zone)) ?? startOfDay(end, zone);
  return { firstKey: starts[period], resetAt };
}

/** The day that a result belongs to: that of its daily, else the day on which the round ended. */
export function dayOfResult({ roundId, endedAt }: Pick<RoundResult, 'roundId' | 'endedAt'>, zone: string): DayKey {
  return parseDailyRoundId(roundId)?.dayKey ?? dayKeyAt(endedAt, zone);
}

/** Adds up entries of the same players. */
export function addUp(entries: Iterable<BoardEntry>): readonly BoardEntry[] {
  const sums = new Map<string, BoardEntry>();
  for (const { playerId, points, found, rounds } of entries) {
    const sum = sums.get(playerId) ?? { points: 0, found: 0, rounds: 0 };
    const all = { points: sum.points + points, found: sum.found + found, rounds: sum.rounds + rounds };
    sums.set(playerId, { playerId, ...all });
  }
  return [...sums.values()];
}

/** What players have in one result. */
export function entriesOf({ players }: Pick<RoundResult, 'players'>): readonly BoardEntry[] {
  return players.map(({ playerId, points, found }) => ({ playerId, points, found, rounds: 1 }));
}

/**
 * What a player has on the leaderboard of all servers: of each day the best that they made of it anywhere, because the
 * servers of one host can have the same puzzle.
 */
export function globalEntry(playerId: string, days: Iterable<PlayerDay>, span: BoardSpan): BoardEntry {
  const best = new Map<DayKey, PlayerDay>();
  for (const day of days) {
    if (span.firstKey !== null && day.dayKey < span.firstKey) continue;
    const known = best.get(day.dayKey);
    if (known === undefined || day.points > known.points) best.set(day.dayKey, day);
  }
  const kept = [...best.values()];
  const sum = (part: (day: PlayerDay) => number) => kept.reduce((total, day) => total + part(day), 0);
  return { playerId, points: sum(({ points }) => points), found: sum(({ found }) => found), rounds: kept.length };
}

/** Ranks entries: most points first. Equal points share a rank; among them the order is always the same. */
export function rank(entries: Iterable<BoardEntry>): readonly BoardLine[] {
  const sorted = [...entries].sort(
    (a, b) => b.points - a.points || b.found - a.found || (a.playerId < b.playerId ? -1 : 1),
  );
  let shared = 0;
  return sorted.map((entry, index) => {
    if (index === 0 || entry.points !== sorted[index - 1]?.points) shared = index + 1;
    return { ...entry, rank: shared };
  });
}

/** A part of a leaderboard. */
export interface BoardPage {
  readonly lines: readonly BoardLine[];
  /** 1 to pages. */
  readonly page: number;
  readonly pages: number;
  /** How many players there are in all. */
  readonly total: number;
  /** The line of the one who looks, wherever it is. */
  readonly own: BoardLine | undefined;
}

/** Cuts out a page; a page that there is not gives the nearest one. */
export function pageOf(lines: readonly BoardLine[], wanted: number, viewerId: string): BoardPage {
  const pages = Math.max(1, Math.ceil(lines.length / BOARD_PAGE_LINES));
  const page = Math.min(Math.max(1, wanted), pages);
  const first = (page - 1) * BOARD_PAGE_LINES;
  return {
    lines: lines.slice(first, first + BOARD_PAGE_LINES),
    page,
    pages,
    total: lines.length,
    own: lines.find(({ playerId }) => playerId === viewerId),
  };
}
