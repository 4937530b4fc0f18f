import { describe, expect, it } from 'vitest';
import { monthOf, resultOf } from '../../src/game/round-result.ts';
import { reveal } from '../../src/game/round-rules.ts';
import { scoreRound } from '../../src/game/scoring.ts';
import { KEY, newRound, play, TURN_MS } from './rounds.ts';

const owner = { playerId: 'owner', isModerator: false };

describe('the result of a round', () => {
  it('has what the leaderboards need', () => {
    const round = reveal(
      play(newRound({ mode: 'solo' }), 'ada E1', 'ada A1', 'bob A1', 'bob C2', 'bob G5'),
      owner,
      99_000,
    );
    const [bob, ada] = scoreRound(round, KEY).players;
    expect(resultOf(round, KEY)).toEqual({
      roundId: 'round-1',
      guildId: 'guild-1',
      channelId: 'channel-1',
      mode: 'solo',
      level: 'easy',
      difficulty: 30,
      differences: 3,
      startedAt: 1000,
      endedAt: 99_000,
      why: 'revealed',
      players: [
        { playerId: 'bob', points: bob?.points, found: 3, missed: 0, hints: 0, complete: true, elapsedMs: 2 * TURN_MS },
        { playerId: 'ada', points: ada?.points, found: 1, missed: 1, hints: 0, complete: false, elapsedMs: TURN_MS },
      ],
    });
  });

  it('is there once the round is over, and only of servers', () => {
    expect(resultOf(play(newRound(), 'ada A1'), KEY)).toBeUndefined();
    expect(resultOf(reveal(newRound({ guildId: null }), owner, 5000), KEY)).toBeUndefined();
    expect(resultOf(reveal(newRound(), owner, 5000), KEY)?.players).toEqual([]);
  });
});

describe('the month of a time', () => {
  it.each([
    ['2026-11-30T23:59:59.999Z', '2026-11'],
    ['2026-12-01T00:00:00.000Z', '2026-12'],
    ['2024-02-29T12:00:00.000Z', '2024-02'],
  ])('%s is in %s', (time, month) => {
    expect(monthOf(Date.parse(time))).toBe(month);
  });
});
