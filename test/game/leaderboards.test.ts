import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addUp,
  BOARD_PAGE_LINES,
  type BoardEntry,
  dayOfResult,
  entriesOf,
  globalEntry,
  pageOf,
  rank,
  spanOf,
} from '../../src/game/leaderboards.ts';

const entry = (playerId: string, points: number, found = 1): BoardEntry => ({ playerId, points, found, rounds: 1 });
const utc = (at: number | null) => at && new Date(at).toISOString();
const at = (text: string) => Date.parse(text);

describe('ranks', () => {
  it('are shared by equal points, and those after them are left out', () => {
    const lines = rank([entry('a', 10), entry('b', 30), entry('c', 20), entry('d', 20), entry('e', -5)]);
    expect(lines.map(({ playerId, rank: place }) => `${place}${playerId}`)).toEqual(['1b', '2c', '2d', '4a', '5e']);
  });

  it('of equals keep one order, however they come', () => {
    const entries = fc.array(
      fc.record({ playerId: fc.string(), points: fc.integer({ min: 0, max: 3 }), found: fc.nat(2), rounds: fc.nat(2) }),
    );
    fc.assert(
      fc.property(entries, (all) => {
        const unique = addUp(all);
        const lines = rank(unique);
        expect(rank(unique.toReversed())).toEqual(lines);
        for (const line of lines) expect(line.rank).toBe(1 + lines.filter(({ points }) => points > line.points).length);
      }),
    );
  });

  it('come from the sum of all that a player has', () => {
    const player = { playerId: 'a', points: 10, found: 2, missed: 0, hints: 0, complete: true, elapsedMs: 1 };
    const entries = [{ players: [player] }, { players: [{ ...player, points: -4 }] }].flatMap(entriesOf);
    expect(addUp(entries)).toEqual([{ playerId: 'a', points: 6, found: 4, rounds: 2 }]);
  });
});

describe('a page', () => {
  const lines = rank(Array.from({ length: 23 }, (_, index) => entry(`p${index}`, 100 - index)));

  it('has its lines, the number of pages, and the line of the one who looks', () => {
    const page = pageOf(lines, 2, 'p22');
    expect(page.lines.map(({ rank: place }) => place)).toEqual([11, 12, 13, 14, 15, 16, 17, 18, 19, 20]);
    expect(page).toMatchObject({ page: 2, pages: 3, total: 23, own: { rank: 23 } });
  });

  it.each([
    [0, 1],
    [-3, 1],
    [99, 3],
  ])('%i that there is not is page %i', (wanted, page) => expect(pageOf(lines, wanted, 'x')).toMatchObject({ page }));

  it('of an empty leaderboard is there too', () => {
    expect(pageOf([], 1, 'x')).toEqual({ lines: [], page: 1, pages: 1, total: 0, own: undefined });
    expect(BOARD_PAGE_LINES).toBeGreaterThan(0);
  });
});

describe('what a period covers', () => {
  const zone = 'Europe/Berlin';
  const daily = { zone, time: '20:00', currentKey: '2026-11-20' };
  const friday = at('2026-11-21T09:00:00Z');

  it('is the day of the newest daily until the next one is due', () => {
    const span = spanOf('day', daily, friday);
    expect([span.firstKey, utc(span.resetAt)]).toEqual(['2026-11-20', '2026-11-21T19:00:00.000Z']);
  });

  it('is the calendar’s day where there is no daily, or none any more', () => {
    for (const currentKey of [undefined, '2026-11-01']) {
      const span = spanOf('day', { zone, time: undefined, currentKey }, friday);
      expect([span.firstKey, utc(span.resetAt)]).toEqual(['2026-11-21', '2026-11-21T23:00:00.000Z']);
    }
  });

  it('begins on Monday, on the first, or never', () => {
    const week = spanOf('week', daily, friday);
    expect([week.firstKey, utc(week.resetAt)]).toEqual(['2026-11-16', '2026-11-23T19:00:00.000Z']);
    const month = spanOf('month', daily, friday);
    expect([month.firstKey, utc(month.resetAt)]).toEqual(['2026-11-01', '2026-12-01T19:00:00.000Z']);
    expect(spanOf('all', daily, friday)).toEqual({ firstKey: null, resetAt: null });
  });

  it('takes dailies by their day and other rounds by their end, in the server’s zone', () => {
    const endedAt = at('2026-11-21T23:30:00Z');
    expect(dayOfResult({ roundId: 'daily-1-2026-11-20', endedAt }, zone)).toBe('2026-11-20');
    expect(dayOfResult({ roundId: 'any', endedAt }, zone)).toBe('2026-11-22');
  });
});

describe('the leaderboard of all servers', () => {
  const day = (dayKey: string, points: number) => {
    return { dayKey, points, found: 2, missed: 0, hints: 0, complete: true, elapsedMs: 1 };
  };

  it('counts a day once, the best of it, and nothing before the period', () => {
    const days = [day('2026-11-19', 100), day('2026-11-20', 30), day('2026-11-20', 50), day('2026-11-21', 7)];
    const span = { firstKey: '2026-11-20', resetAt: 0 };
    expect(globalEntry('a', days, span)).toEqual({ playerId: 'a', points: 57, found: 4, rounds: 2 });
    expect(globalEntry('a', days, { firstKey: null, resetAt: null }).points).toBe(157);
  });
});
