import type { DailyServer, DailySettings } from './daily.ts';
import { addDays, type DayKey, dayAt, instantOf } from './wall-clock.ts';

const MINUTE_MS = 60_000;
/** Puzzles of pictures take seconds each, and a thousand servers may want theirs at the same time. */
export const PREPARE_AHEAD_MS = 30 * MINUTE_MS;
/** A daily that was due shortly before midnight may still come after it. */
export const LATE_AFTER_MIDNIGHT_MS = 60 * MINUTE_MS;
/** Days looked at on either side of today: a gap in the clocks can move a day's time into the next day. */
const DAYS_AROUND = 2;

/** A day and when its daily is due. */
export interface DailyDate {
  readonly dayKey: DayKey;
  readonly dueAt: number;
}

/** What is to be done for a server now. */
export interface DailyPlan {
  /**
   * `post`: nobody has claimed the day yet. `repair`: it is claimed, and whether it was posted is not known. `retry`:
   * Discord refused it, and it is time to try again.
   */
  readonly now: { readonly what: 'post' | 'repair' | 'retry'; readonly date: DailyDate } | undefined;
  /** The day whose puzzle should be made ahead. */
  readonly prepare: DailyDate | undefined;
}

type When = Pick<DailySettings, 'time' | 'zone'>;

/** The dailies around a moment, earliest first. */
function datesAround({ time, zone }: When, now: number): readonly DailyDate[] {
  const today = dayAt(now, zone).dayKey;
  return Array.from({ length: 2 * DAYS_AROUND + 1 }, (_, index) => addDays(today, index - DAYS_AROUND)).flatMap(
    (dayKey) => {
      const dueAt = instantOf(dayKey, time, zone);
      return dueAt === undefined ? [] : [{ dayKey, dueAt }];
    },
  );
}

/** The newest daily that is due: today's, not those of missed days. */
export function dueDaily(settings: Pick<DailySettings, 'time' | 'zone' | 'since'>, now: number): DailyDate | undefined {
  const last = datesAround(settings, now).findLast(({ dueAt }) => dueAt <= now);
  if (last === undefined || last.dueAt < settings.since) return undefined;
  const isToday = last.dueAt >= dayAt(now, settings.zone).from;
  return isToday || now - last.dueAt < LATE_AFTER_MIDNIGHT_MS ? last : undefined;
}

/** The next daily that is neither due, claimed nor skipped. */
export function nextDaily(
  settings: When,
  now: number,
  { claimedKeys, skippedKeys }: Pick<DailyServer, 'claimedKeys' | 'skippedKeys'>,
): DailyDate | undefined {
  let from = now;
  // After a move to the west some days are claimed already; a whole run of days that were skipped is possible too.
  for (let tries = 0; tries <= claimedKeys.length + skippedKeys.length; tries++) {
    const next = datesAround(settings, from).find(({ dueAt }) => dueAt > from);
    if (next === undefined) return undefined;
    if (!claimedKeys.includes(next.dayKey) && !skippedKeys.includes(next.dayKey)) return next;
    from = next.dueAt;
  }
  return undefined;
}

function whatToDo({ current, claimedKeys, skippedKeys }: DailyServer, { dayKey }: DailyDate, now: number) {
  if (current?.dayKey === dayKey) {
    if (current.state === 'claimed') return 'repair';
    return current.state === 'refused' && now >= (current.retryAt ?? 0) ? 'retry' : undefined;
  }
  return claimedKeys.includes(dayKey) || skippedKeys.includes(dayKey) ? undefined : 'post';
}

/**
 * What is due for a server. Pure: settings, what is claimed, and the time say it all, so it does not matter how often,
 * how late or after what downtime it is asked.
 *
 * @param now milliseconds since 1970
 */
export function planDaily(server: DailyServer, now: number): DailyPlan {
  const { settings, prepared } = server;
  if (settings === null) return { now: undefined, prepare: undefined };
  const date = dueDaily(settings, now);
  const what = date && whatToDo(server, date, now);
  const next = nextDaily(settings, now, server);
  const isSoon = next !== undefined && next.dueAt - now <= PREPARE_AHEAD_MS;
  const isPrepared =
    prepared?.dayKey === next?.dayKey &&
    prepared?.level === settings.level &&
    prepared?.differences === settings.differences;
  return {
    now: date && what && { what, date },
    prepare: isSoon && !isPrepared ? next : undefined,
  };
}
