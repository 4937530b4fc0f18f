import { Temporal } from 'temporal-polyfill';

/** A date as `2026-11-21`. Which day it is depends on where one is; as text, day keys sort as the days do. */
export type DayKey = string;

/** A time of day as clocks on the wall show it: `07:30`, 24 hours. */
export type WallTime = string;

const DAY_MS = 24 * 60 * 60 * 1000;
/** What comes back again and again is computed once; beyond this many everything is forgotten. */
const MAX_KNOWN = 5000;
const WALL_TIME = /^(?<hour>\d|[01]\d|2[0-3])[:.](?<minute>[0-5]\d)$/;
const DAY_KEY = /^\d{4}-\d{2}-\d{2}$/;

/** A day in one time zone, in milliseconds since 1970. */
export interface ZonedDay {
  readonly dayKey: DayKey;
  readonly from: number;
  /** Exclusive. */
  readonly until: number;
}

const knownDays = new Map<string, ZonedDay>();
const knownTimes = new Map<string, number | undefined>();

function remember<Value>(known: Map<string, Value>, key: string, value: Value): Value {
  if (known.size >= MAX_KNOWN) known.clear();
  known.set(key, value);
  return value;
}

/** Reads a time of day as people write it (`7:30`, `07.30`); undefined for anything else. */
export function parseWallTime(text: string): WallTime | undefined {
  const { hour, minute } = WALL_TIME.exec(text.trim())?.groups ?? {};
  return hour === undefined || minute === undefined ? undefined : `${hour.padStart(2, '0')}:${minute}`;
}

/** Whether a text is a day that the calendar has. */
export function isDayKey(text: string): boolean {
  if (!DAY_KEY.test(text)) return false;
  try {
    return Temporal.PlainDate.from(text, { overflow: 'reject' }).toString() === text;
  } catch {
    return false;
  }
}

/** Whether a text names a time zone of the IANA database, such as `Europe/Berlin`. A mere offset is none. */
export function isTimeZone(text: string): boolean {
  if (!/^[a-z]/i.test(text)) return false;
  try {
    new Intl.DateTimeFormat('en', { timeZone: text });
    return true;
  } catch {
    return false;
  }
}

/** The day that is this many days later, or earlier when negative. */
export function addDays(dayKey: DayKey, days: number): DayKey {
  // Every day has 24 hours where clocks never change.
  return new Date(Date.parse(dayKey) + days * DAY_MS).toISOString().slice(0, dayKey.length);
}

/** The Monday of the week of a day. */
export function mondayOf(dayKey: DayKey): DayKey {
  return addDays(dayKey, 1 - Temporal.PlainDate.from(dayKey).dayOfWeek);
}

/** The first day of the month of a day. */
export function firstOfMonth(dayKey: DayKey): DayKey {
  return Temporal.PlainDate.from(dayKey).with({ day: 1 }).toString();
}

/** The first day of the month after that of a day. */
export function firstOfNextMonth(dayKey: DayKey): DayKey {
  return Temporal.PlainDate.from(dayKey).with({ day: 1 }).add({ months: 1 }).toString();
}

/** When a day begins in a time zone, in milliseconds since 1970. */
export function startOfDay(dayKey: DayKey, zone: string): number {
  return Temporal.PlainDate.from(dayKey).toZonedDateTime(zone).epochMilliseconds;
}

/** The day that it is in a time zone. */
export function dayAt(at: number, zone: string): ZonedDay {
  const known = knownDays.get(zone);
  if (known !== undefined && known.from <= at && at < known.until) return known;
  const day = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone);
  const from = day.startOfDay().epochMilliseconds;
  const until = day.add({ days: 1 }).startOfDay().epochMilliseconds;
  return remember(knownDays, zone, { dayKey: day.toPlainDate().toString(), from, until });
}

/** The key of the day that it is in a time zone. */
export const dayKeyAt = (at: number, zone: string): DayKey => dayAt(at, zone).dayKey;

function computeInstant(dayKey: DayKey, time: WallTime, zone: string): number | undefined {
  const wanted = Temporal.PlainDateTime.from(`${dayKey}T${time}`);
  const found = wanted.toZonedDateTime(zone, { disambiguation: 'earlier' });
  if (found.toPlainDateTime().equals(wanted)) return found.epochMilliseconds;
  // Skipped by the clocks: what was found lies as far before the gap as the wish lies within it.
  const afterGap = found.getTimeZoneTransition('next');
  if (afterGap === null) throw new RangeError(`${zone} skips ${dayKey} ${time} without a transition.`);
  const firstOfDay = wanted.toPlainDate().toZonedDateTime(zone);
  return firstOfDay.toPlainDate().equals(wanted.toPlainDate()) ? afterGap.epochMilliseconds : undefined;
}

/**
 * When the clocks of a time zone show a time on a day, in milliseconds since 1970. A time that the clocks skip that
 * day gives the first minute after the gap (which may belong to the next day), one that they show twice the first.
 *
 * @returns undefined for a day that the zone skipped altogether (Apia had no 30 December 2011)
 */
export function instantOf(dayKey: DayKey, time: WallTime, zone: string): number | undefined {
  const key = `${dayKey} ${time} ${zone}`;
  if (knownTimes.has(key)) return knownTimes.get(key);
  return remember(knownTimes, key, computeInstant(dayKey, time, zone));
}
