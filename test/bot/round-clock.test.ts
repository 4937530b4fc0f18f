import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { RoundClock } from '../../src/bot/round-clock.ts';

describe('RoundClock', () => {
  const ended: string[] = [];
  let clock: RoundClock;
  beforeEach(() => {
    vi.useFakeTimers({ now: 1000 });
    ended.length = 0;
    clock = new RoundClock((id) => ended.push(id));
  });
  afterEach(() => vi.useRealTimers());

  it('tells when the time of a round is up, once', () => {
    clock.watch({ id: 'r1', endsAt: 5000, ended: null });
    clock.watch({ id: 'r1', endsAt: 5000, ended: null });
    vi.advanceTimersByTime(3999);
    expect(ended).toEqual([]);
    vi.advanceTimersByTime(10_000);
    expect(ended).toEqual(['r1']);
  });

  it('tells at once of a round whose time is up already', () => {
    clock.watch({ id: 'r1', endsAt: 10, ended: null });
    vi.advanceTimersByTime(1);
    expect(ended).toEqual(['r1']);
  });

  it('does not watch what has no limit, is over, was forgotten, or comes after the close', () => {
    clock.watch({ id: 'free', endsAt: null, ended: null });
    clock.watch({ id: 'over', endsAt: 5000, ended: { why: 'revealed', at: 900 } });
    clock.watch({ id: 'forgotten', endsAt: 5000, ended: null });
    clock.forget('forgotten');
    clock.watch({ id: 'closed', endsAt: 5000, ended: null });
    clock.close();
    vi.advanceTimersByTime(100_000);
    expect(ended).toEqual([]);
  });
});
