import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addDays,
  dayKeyAt,
  firstOfMonth,
  firstOfNextMonth,
  instantOf,
  isDayKey,
  isTimeZone,
  mondayOf,
  parseWallTime,
  startOfDay,
} from '../../src/game/wall-clock.ts';

const utc = (at: number | undefined) => at && new Date(at).toISOString();

describe('a time of day', () => {
  it.each([
    ['07:30', '07:30'],
    ['7:30', '07:30'],
    ['7.05', '07:05'],
    [' 23:59 ', '23:59'],
    ['0:00', '00:00'],
  ])('%j is read as %s', (text, time) => expect(parseWallTime(text)).toBe(time));

  it.each(['24:00', '7', '7:5', '12:60', '7:30 pm', '-1:00', '', 'noon', '007:30'])('%j is none', (text) =>
    expect(parseWallTime(text)).toBeUndefined(),
  );
});

describe('a time zone', () => {
  it.each(['Asia/Ho_Chi_Minh', 'Europe/Berlin', 'UTC', 'europe/kyiv'])('%s is one', (zone) =>
    expect(isTimeZone(zone)).toBe(true),
  );
  it.each(['Mars/Base', '+07:00', '', 'Berlin', '../etc'])('%j is none', (zone) =>
    expect(isTimeZone(zone)).toBe(false),
  );
});

describe('a day', () => {
  it.each([
    ['2024-02-29', true],
    ['2026-02-29', false],
    ['2026-11-31', false],
    ['2026-1-1', false],
    ['today', false],
  ])('%s is in the calendar: %s', (text, isThere) => expect(isDayKey(text)).toBe(isThere));

  it('follows the one before, over leap days and new years', () => {
    expect([addDays('2024-02-28', 1), addDays('2024-02-29', 1), addDays('2027-01-01', -1)]).toEqual([
      '2024-02-29',
      '2024-03-01',
      '2026-12-31',
    ]);
  });

  it('lies in a week that begins on Monday, and in a month', () => {
    expect([mondayOf('2026-11-22'), mondayOf('2026-11-23')]).toEqual(['2026-11-16', '2026-11-23']);
    expect([firstOfMonth('2026-12-31'), firstOfNextMonth('2026-12-31')]).toEqual(['2026-12-01', '2027-01-01']);
  });

  it('begins at midnight, or where the clocks skip that', () => {
    expect(utc(startOfDay('2026-11-21', 'Asia/Ho_Chi_Minh'))).toBe('2026-11-20T17:00:00.000Z');
    expect(utc(startOfDay('2018-11-04', 'America/Sao_Paulo'))).toBe('2018-11-04T03:00:00.000Z');
  });

  it('is another one at the same moment elsewhere, and the same until the last moment', () => {
    const at = Date.parse('2026-11-21T16:59:59.999Z');
    expect([dayKeyAt(at, 'Asia/Ho_Chi_Minh'), dayKeyAt(at + 1, 'Asia/Ho_Chi_Minh')]).toEqual([
      '2026-11-21',
      '2026-11-22',
    ]);
    expect(dayKeyAt(at + 1, 'America/New_York')).toBe('2026-11-21');
  });
});

describe('the moment of a time on a day', () => {
  it.each([
    ['2026-11-21', '20:00', 'Asia/Ho_Chi_Minh', '2026-11-21T13:00:00.000Z', 'nothing special'],
    ['2026-03-29', '02:30', 'Europe/Berlin', '2026-03-29T01:00:00.000Z', 'the first minute after the gap'],
    ['2026-03-29', '02:00', 'Europe/Berlin', '2026-03-29T01:00:00.000Z', 'the edge of the gap'],
    ['2026-10-25', '02:30', 'Europe/Berlin', '2026-10-25T00:30:00.000Z', 'the first of two'],
    ['2026-10-04', '02:15', 'Australia/Lord_Howe', '2026-10-03T15:30:00.000Z', 'a gap of half an hour'],
    ['2026-04-05', '01:45', 'Australia/Lord_Howe', '2026-04-04T14:45:00.000Z', 'the first of two half hours'],
    ['2026-03-28', '23:30', 'America/Nuuk', '2026-03-29T01:00:00.000Z', 'a gap that ends the day'],
    ['2024-02-29', '12:00', 'Africa/Casablanca', '2024-02-29T11:00:00.000Z', 'a leap day'],
  ])('%s %s in %s is %s: %s', (dayKey, time, zone, expected) =>
    expect(utc(instantOf(dayKey, time, zone))).toBe(expected),
  );

  it('does not exist on a day that a zone skipped', () => {
    expect(instantOf('2011-12-30', '12:00', 'Pacific/Apia')).toBeUndefined();
    expect(utc(instantOf('2011-12-31', '12:00', 'Pacific/Apia'))).toBe('2011-12-30T22:00:00.000Z');
  });

  it('shows that time on that day wherever the clocks do', () => {
    const zones = ['Asia/Ho_Chi_Minh', 'Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'Africa/Casablanca'];
    const day = fc.integer({ min: 0, max: 20_000 }).map((days) => addDays('1990-01-01', days));
    // No zone changes its clocks around noon.
    fc.assert(
      fc.property(day, fc.constantFrom(...zones), (dayKey, zone) => {
        const at = instantOf(dayKey, '12:34', zone) ?? 0;
        const shown = new Intl.DateTimeFormat('sv', { timeZone: zone, dateStyle: 'short', timeStyle: 'short' });
        expect(shown.format(at)).toBe(`${dayKey} 12:34`);
      }),
    );
  });
});
