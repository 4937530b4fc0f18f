import { describe, expect, it } from 'vitest';
import {
  type ClaimState,
  type DailyClaim,
  type DailyServer,
  type DailySettings,
  newDailyServer,
} from '../../src/game/daily.ts';
import { dueDaily, nextDaily, PREPARE_AHEAD_MS, planDaily } from '../../src/game/daily-plan.ts';
import { addDays, type DayKey, dayKeyAt } from '../../src/game/wall-clock.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
const GUILD = '100';
const at = (text: string) => Date.parse(text);

const SETTINGS: DailySettings = {
  channelId: '200',
  time: '20:00',
  zone: 'Europe/Berlin',
  level: 'medium',
  differences: 5,
  roleId: null,
  poolOrder: 'oldest',
  isGlobal: false,
  locale: 'en-US',
  adminId: '300',
  since: 0,
};

function server(settings: Partial<DailySettings> = {}, changes: Partial<DailyServer> = {}): DailyServer {
  return { ...newDailyServer(GUILD), settings: { ...SETTINGS, ...settings }, ...changes };
}

function claimed(before: DailyServer, dayKey: DayKey, state: ClaimState, retryAt: number | null = null): DailyServer {
  const about = { guildId: GUILD, dayKey, channelId: '200', puzzleId: 'p', messageId: null, at: 0 };
  const claim: DailyClaim = { ...about, state, retryAt };
  return { ...before, current: claim, claimedKeys: [...before.claimedKeys, dayKey] };
}

/** Asks at these moments, as a clock would, and posts what is said to be due. */
function run(start: DailyServer, moments: Iterable<number>) {
  const posts: { readonly dayKey: DayKey; readonly at: number }[] = [];
  let current = start;
  for (const now of moments) {
    const { now: due } = planDaily(current, now);
    if (due?.what !== 'post') continue;
    posts.push({ dayKey: due.date.dayKey, at: now });
    current = claimed(current, due.date.dayKey, 'posted');
  }
  return { posts, server: current };
}

function* minutes(from: number, until: number): Generator<number> {
  for (let now = from; now < until; now += MINUTE_MS) yield now;
}

const FROM = at('2026-01-01T00:00:00Z');
const UNTIL = at('2028-01-01T00:00:00Z');

/** The wall clock of a zone, by another way than the one under test. */
function wallClock(zone: string) {
  const format = new Intl.DateTimeFormat('sv', { timeZone: zone, dateStyle: 'short', timeStyle: 'short' });
  return (now: number) => format.format(now);
}

describe('two years of dailies', () => {
  const ZONES = ['Asia/Ho_Chi_Minh', 'Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'Africa/Casablanca'];
  const TIMES = ['20:00', '02:15', '02:30', '23:59'];
  const cases = ZONES.flatMap((zone) => TIMES.map((time) => [zone, time] as const));

  it.each(cases)('in %s at %s: one a day, at that time or right after a gap', (zone, time) => {
    const show = wallClock(zone);
    // A minute before each and each one itself; that no other minute does anything is looked at below.
    const moments: number[] = [];
    for (let now = FROM; now < UNTIL; ) {
      const next = nextDaily({ zone, time }, now, { claimedKeys: [], skippedKeys: [] });
      if (next === undefined) throw new Error('there is always a next one');
      moments.push(next.dueAt - MINUTE_MS, next.dueAt);
      now = next.dueAt;
    }
    const { posts } = run(server({ zone, time, since: FROM }), moments);

    const first = posts[0]?.dayKey ?? '';
    expect(posts.map(({ dayKey }) => dayKey)).toEqual(posts.map((_, index) => addDays(first, index)));
    expect(posts.length).toBeGreaterThanOrEqual(730);
    for (const { dayKey, at: postedAt } of posts) {
      const wanted = `${dayKey} ${time}`;
      if (show(postedAt) === wanted) {
        // The first of two: clocks go back by half an hour, an hour or two.
        for (const back of [30, 60, 120]) expect(show(postedAt - back * MINUTE_MS)).not.toBe(wanted);
        continue;
      }
      // Skipped: the minute before still shows less, this one shows more.
      expect(show(postedAt - MINUTE_MS) < wanted && show(postedAt) > wanted).toBe(true);
    }
  });

  it.each(['2026-03-27', '2026-10-23'])('do nothing in any other minute around %s', (day) => {
    const from = at(`${day}T12:00:00Z`);
    const { posts } = run(server({ time: '02:30', since: from }), minutes(from, from + 4 * DAY_MS));
    expect(posts.map(({ dayKey }) => dayKey)).toEqual([1, 2, 3, 4].map((days) => addDays(day, days)));
  });

  it('have a post on leap days', () => {
    const { posts } = run(
      server({ zone: 'America/New_York' }),
      minutes(at('2028-02-28T00:00:00Z'), at('2028-03-02T12:00:00Z')),
    );
    expect(posts.map(({ dayKey }) => dayKey)).toContain('2028-02-29');
  });

  it('leave out a day that the zone skipped', () => {
    const zone = 'Pacific/Apia';
    const { posts } = run(server({ zone, since: 0 }), minutes(at('2011-12-28T12:00:00Z'), at('2012-01-02T12:00:00Z')));
    expect(posts.map(({ dayKey }) => dayKey)).toEqual(
      ['2011-12-28', '2011-12-29', '2011-12-31', '2012-01-01', '2012-01-02'].slice(0, posts.length),
    );
    expect(posts.length).toBeGreaterThanOrEqual(4);
  });

  it('have the post of a day that ends in a gap at the first minute of the next, and that day its own', () => {
    const settings = { zone: 'America/Nuuk', time: '23:30', since: at('2026-03-28T12:00:00Z') };
    const { posts } = run(server(settings), minutes(at('2026-03-28T12:00:00Z'), at('2026-03-30T12:00:00Z')));
    expect(posts).toEqual([
      { dayKey: '2026-03-28', at: at('2026-03-29T01:00:00Z') },
      { dayKey: '2026-03-29', at: at('2026-03-30T00:30:00Z') },
    ]);
  });
});

describe('after a downtime', () => {
  const before = run(server(), minutes(at('2026-11-10T00:00:00Z'), at('2026-11-11T00:00:00Z'))).server;

  it('today’s is posted late, once, and none for the missed days', () => {
    const late = at('2026-11-14T21:30:00Z');
    expect(run(before, minutes(late, at('2026-11-15T18:00:00Z'))).posts).toEqual([{ dayKey: '2026-11-14', at: late }]);
  });

  it('nothing is posted when today’s is not due yet', () => {
    expect(run(before, minutes(at('2026-11-14T08:00:00Z'), at('2026-11-14T18:59:00Z'))).posts).toEqual([]);
  });

  it('over midnight the one of an hour before still comes, an older one does not', () => {
    const evening = server({ time: '23:45' });
    expect(dueDaily({ ...SETTINGS, time: '23:45' }, at('2026-11-14T23:30:00Z'))?.dayKey).toBe('2026-11-14');
    expect(run(evening, [at('2026-11-14T23:44:00Z')]).posts).toMatchObject([{ dayKey: '2026-11-14' }]);
    expect(run(evening, [at('2026-11-14T23:45:00Z')]).posts).toEqual([]);
  });
});

describe('never twice for one day', () => {
  it.each([
    ['Pacific/Kiritimati', 'Pacific/Pago_Pago'],
    ['Pacific/Pago_Pago', 'Pacific/Kiritimati'],
    ['Asia/Tokyo', 'America/New_York'],
    ['America/New_York', 'Asia/Tokyo'],
  ])('after a move from %s to %s', (zone, newZone) => {
    const moment = at('2026-11-14T12:00:00Z');
    const first = run(server({ zone }), minutes(moment - 3 * DAY_MS, moment));
    const { settings } = first.server;
    if (settings === null) throw new Error('it is on');
    const moved = { ...first.server, settings: { ...settings, zone: newZone } };
    const second = run(moved, minutes(moment, moment + 4 * DAY_MS));
    const keys = [...first.posts, ...second.posts].map(({ dayKey }) => dayKey);
    expect(new Set(keys).size).toBe(keys.length);
    expect(second.posts.length).toBeGreaterThanOrEqual(2);
    for (const { dayKey, at: postedAt } of second.posts) expect(dayKeyAt(postedAt, newZone)).toBe(dayKey);
  });

  it('when the time is changed after the post', () => {
    const { server: posted } = run(server(), [at('2026-11-14T19:00:00Z')]);
    const moved = { ...posted, settings: { ...SETTINGS, time: '22:00' } };
    expect(run(moved, minutes(at('2026-11-14T19:00:00Z'), at('2026-11-15T12:00:00Z'))).posts).toEqual([]);
  });
});

describe('the plan', () => {
  const dayKey = '2026-11-14';
  const dueAt = at('2026-11-14T19:00:00Z');

  it('is empty while the daily is off', () => {
    expect(planDaily(newDailyServer(GUILD), dueAt)).toEqual({ now: undefined, prepare: undefined });
  });

  it('posts from the very moment on', () => {
    expect(planDaily(server(), dueAt - 1).now).toBeUndefined();
    expect(planDaily(server(), dueAt).now).toEqual({ what: 'post', date: { dayKey, dueAt } });
  });

  it('does not make up for what was due before there was a daily', () => {
    expect(planDaily(server({ since: dueAt + 1 }), dueAt + MINUTE_MS).now).toBeUndefined();
  });

  it('repairs a claim that nobody confirmed, and leaves alone what is settled', () => {
    const what = (state: ClaimState) => planDaily(claimed(server(), dayKey, state), dueAt + MINUTE_MS).now?.what;
    expect([what('claimed'), what('posted'), what('unverified')]).toEqual(['repair', undefined, undefined]);
  });

  it('tries again what was refused when its time has come', () => {
    const refused = claimed(server(), dayKey, 'refused', dueAt + 10 * MINUTE_MS);
    expect(planDaily(refused, dueAt + 9 * MINUTE_MS).now).toBeUndefined();
    expect(planDaily(refused, dueAt + 10 * MINUTE_MS).now?.what).toBe('retry');
    expect(planDaily(refused, dueAt + DAY_MS).now?.what).toBe('post');
  });

  it('skips what is to be skipped, and names the one after it as the next', () => {
    const skipping = server({}, { skippedKeys: [dayKey] });
    expect(planDaily(skipping, dueAt).now).toBeUndefined();
    expect(nextDaily(SETTINGS, dueAt - MINUTE_MS, skipping)?.dayKey).toBe('2026-11-15');
  });

  it('prepares the next one shortly before, once, and anew when the level has changed', () => {
    const soon = dueAt - PREPARE_AHEAD_MS;
    expect(planDaily(server(), soon - 1).prepare).toBeUndefined();
    expect(planDaily(server(), soon).prepare).toEqual({ dayKey, dueAt });
    const prepared = { dayKey, puzzleId: 'p', pictureId: null, level: 'medium', differences: 5 } as const;
    expect(planDaily(server({}, { prepared }), soon).prepare).toBeUndefined();
    expect(planDaily(server({ level: 'hard' }, { prepared }), soon).prepare).toEqual({ dayKey, dueAt });
  });
});
