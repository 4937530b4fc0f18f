import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { newPlayerRecord, type PlayerDay, playerDaysOf, withDay, withRepair } from '../../src/game/player-days.ts';
import { DAYS_PER_FREEZE, playedKeys, streakOf } from '../../src/game/streaks.ts';
import { addDays } from '../../src/game/wall-clock.ts';

const FIRST = '2026-11-01';
const keyOf = (index: number) => addDays(FIRST, index);

/** One letter a day of the server: `x` played, `.` missed, ` ` no daily, `o` still open. */
function streakFrom(days: string) {
  const letters = [...days];
  const keysOf = (...wanted: string[]) =>
    letters.flatMap((letter, index) => (wanted.includes(letter) ? [keyOf(index)] : []));
  return streakOf({
    dailyKeys: keysOf('x', '.', 'o'),
    playedKeys: new Set(keysOf('x')),
    openKey: keysOf('o')[0],
  });
}

const day = (dayKey: string, found = 1): PlayerDay => {
  return { dayKey, points: 10, found, missed: 0, hints: 0, complete: false, elapsedMs: 1000 };
};

describe('a streak', () => {
  it.each([
    ['', 0, 0, 0],
    ['x', 1, 1, 0],
    ['xxx', 3, 3, 0],
    ['xx.', 0, 2, 0],
    ['xx.xxx', 3, 3, 0],
    ['xxx.x', 1, 3, 0],
    ['...', 0, 0, 0],
    ['xxo', 2, 2, 0],
    ['o', 0, 0, 0],
    ['xx  x', 3, 3, 0],
    ['xxxxxxx', 7, 7, 1],
    ['xxxxxxx.', 7, 7, 0],
    ['xxxxxxx.x', 8, 8, 0],
    ['xxxxxxx..', 0, 7, 0],
    ['xxxxxx.', 0, 6, 0],
    ['xxxxxxx.xxxxxxx', 14, 14, 1],
    ['xxxxxxxxxxxxxx..x', 15, 15, 0],
  ])('of %j is %i, the longest %i, with %i freezes', (days, current, longest, freezes) =>
    expect(streakFrom(days)).toMatchObject({ current, longest, freezes }),
  );

  it('tells on which days a freeze saved it', () => {
    expect(streakFrom('xxxxxxx.x').frozenKeys).toEqual([keyOf(7)]);
    expect(streakFrom('xxxxxxx..x').frozenKeys).toEqual([]);
  });

  it('never has more freezes than its days have earned, and is never longer than the days played', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('x', 'x', 'x', '.', ' '), { maxLength: 80 }), (letters) => {
        const { current, longest, freezes, frozenKeys } = streakFrom(letters.join(''));
        const played = letters.filter((letter) => letter === 'x').length;
        expect(freezes + frozenKeys.length).toBe(Math.floor(current / DAYS_PER_FREEZE));
        expect(current <= longest && longest <= played).toBe(true);
      }),
    );
  });
});

describe('the record of a player', () => {
  const empty = newPlayerRecord('1', '2');

  it('keeps its days in order, each once, the last word counts', () => {
    const record = [day('2026-11-03'), day('2026-11-01'), day('2026-11-03', 4)].reduce(withDay, empty);
    expect(record.days).toEqual([day('2026-11-01'), day('2026-11-03', 4)]);
  });

  it('counts days with a find, and those that an admin mended', () => {
    const record = [day('2026-11-01'), day('2026-11-02', 0)].reduce(withDay, empty);
    expect([...playedKeys(record)]).toEqual(['2026-11-01']);
    const mended = withRepair(withRepair(record, '2026-11-02'), '2026-11-02');
    expect([...playedKeys(mended)]).toEqual(['2026-11-01', '2026-11-02']);
  });

  it('comes from the results of dailies alone', () => {
    const player = { playerId: '2', points: 10, found: 1, missed: 0, hints: 0, complete: false, elapsedMs: 1000 };
    const about = { guildId: '1', channelId: '3', mode: 'solo', level: 'easy', difficulty: 1, differences: 3 } as const;
    const result = { ...about, startedAt: 0, endedAt: 1, why: 'time-up', players: [player] } as const;
    expect(playerDaysOf({ ...result, roundId: 'daily-1-2026-11-01' })).toEqual([{ ...player, dayKey: '2026-11-01' }]);
    expect(playerDaysOf({ ...result, roundId: '6b1f-2026-11-01' })).toEqual([]);
  });
});
