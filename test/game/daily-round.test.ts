import { describe, expect, it } from 'vitest';
import {
  dailyRoundId,
  isDailyRound,
  isPastRound,
  newDailyServer,
  type PoolPicture,
  parseDailyRoundId,
  pastRoundId,
} from '../../src/game/daily.ts';
import { choosePicture, claimDay, endDailyRound, openDailyRound, withClaim } from '../../src/game/daily-round.ts';
import { mayReveal, openRound } from '../../src/game/round-rules.ts';

const GUILD = '123456789012345678';
const picture = (id: string): PoolPicture => ({ id, picture: `${id}.png`, name: id, addedBy: '1', addedAt: 0 });
const claiming = (dayKey: string, pictureId: string | null = null) => {
  return { date: { dayKey, dueAt: 5 }, channelId: '2', puzzleId: 'p', pictureId, at: 7 };
};

describe('claiming a day', () => {
  const server = {
    ...newDailyServer(GUILD),
    pool: [picture('a'), picture('b')],
    skippedKeys: ['2026-11-20'],
  };

  it('uses up the picture and ends the skip in the same change', () => {
    const after = claimDay(server, claiming('2026-11-20', 'a'));
    expect(after).toMatchObject({ pool: [{ id: 'b' }], discarded: ['a.png'], skippedKeys: [], prepared: null });
    expect(after.current).toMatchObject({ state: 'claimed', dayKey: '2026-11-20', messageId: null });
    expect(after.claimedKeys).toEqual(['2026-11-20']);
  });

  it('keeps the claim before, and the days in order', () => {
    const after = claimDay(claimDay(server, claiming('2026-11-21')), claiming('2026-11-20'));
    expect(after.previous?.dayKey).toBe('2026-11-21');
    expect(after.claimedKeys).toEqual(['2026-11-20', '2026-11-21']);
  });

  it('changes nothing the second time', () => {
    const once = claimDay(server, claiming('2026-11-20', 'a'));
    expect(claimDay(once, claiming('2026-11-20', 'b'))).toBe(once);
  });

  it('is not undone by what becomes of an older claim', () => {
    const once = claimDay(server, claiming('2026-11-20'));
    const older = once.current;
    if (older === null) throw new Error('it was claimed');
    const twice = claimDay(once, claiming('2026-11-21'));
    expect(withClaim(twice, { ...older, state: 'posted' })).toBe(twice);
    expect(withClaim(once, { ...older, state: 'posted' }).current?.state).toBe('posted');
  });
});

describe('the round of a day', () => {
  it('is known by its id, and so are those of past days', () => {
    const id = dailyRoundId(GUILD, '2026-11-20');
    expect(parseDailyRoundId(id)).toEqual({ guildId: GUILD, dayKey: '2026-11-20' });
    expect([isDailyRound(id), isPastRound(id)]).toEqual([true, false]);
    const past = pastRoundId(GUILD, '2026-11-20', '1234567890123456789');
    expect([isDailyRound(past), isPastRound(past)]).toEqual([false, true]);
    expect(past.length).toBeLessThanOrEqual(60);
    for (const other of ['', 'daily-1', `${id}-x`, `x${id}`]) expect(parseDailyRoundId(other)).toBeUndefined();
  });

  it('is for everybody alone, has no time limit, ends once, and is revealed by nobody before', () => {
    const { current } = claimDay(newDailyServer(GUILD), claiming('2026-11-20'));
    if (current === null) throw new Error('it was claimed');
    const round = openDailyRound(current, 'bot', 'en-US');
    expect(round).toMatchObject({ mode: 'solo', endsAt: null, guildId: GUILD, channelId: '2', startedAt: 7 });
    const moderator = { playerId: 'bot', isModerator: true };
    expect(mayReveal(round, moderator, 8)).toBe(false);
    const ended = endDailyRound(round, 9);
    expect(mayReveal(ended, moderator, 10)).toBe(true);
    expect(endDailyRound(ended, 11)).toBe(ended);
    expect(mayReveal(openRound({ ...round, id: 'other', mode: 'race' }), moderator, 8)).toBe(true);
  });
});

describe('the picture whose turn it is', () => {
  const pool = ['a', 'b', 'c'].map(picture);

  it('is the oldest, the newest or any, as is wished', () => {
    expect(choosePicture(pool, 'oldest', 0.9)?.id).toBe('a');
    expect(choosePicture(pool, 'newest', 0.1)?.id).toBe('c');
    const drawn = [0, 0.34, 0.67, 0.999_999].map((draw) => choosePicture(pool, 'shuffled', draw)?.id);
    expect(drawn).toEqual(['a', 'b', 'c', 'c']);
  });

  it('is none in an empty pool', () => {
    for (const order of ['oldest', 'newest', 'shuffled'] as const)
      expect(choosePicture([], order, 0.5)).toBeUndefined();
  });
});
