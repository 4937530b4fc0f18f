import { describe, expect, it } from 'vitest';
import { ownState, progress, standings } from '../../src/game/progress.ts';
import { giveUp } from '../../src/game/round-rules.ts';
import { KEY, newRound, play, TURN_MS } from './rounds.ts';

describe('progress', () => {
  it('of a new round', () => {
    expect(progress(newRound(), KEY)).toEqual({ total: 3, found: [], remaining: [1, 2, 3] });
  });

  it('tells who found what and when, and what remains', () => {
    const round = play(newRound(), 'ada E1', 'bob G5', 'ada A1', 'eve A1');
    expect(progress(round, KEY)).toEqual({
      total: 3,
      found: [
        { differenceId: 3, playerId: 'bob', at: 1000 + 2 * TURN_MS },
        { differenceId: 1, playerId: 'ada', at: 1000 + 3 * TURN_MS },
      ],
      remaining: [2],
    });
  });

  it('in solo is that of the one who asks', () => {
    const round = play(newRound({ mode: 'solo' }), 'ada A1', 'bob G5', 'bob A1');
    expect(progress(round, KEY, 'ada').remaining).toEqual([2, 3]);
    expect(progress(round, KEY, 'bob').remaining).toEqual([2]);
    expect(progress(round, KEY).remaining).toEqual([1, 2, 3]);
  });
});

describe('standings', () => {
  it('rank the players, those with equal points alike, and say who stopped why', () => {
    const round = giveUp(play(newRound({ mode: 'solo' }), 'bob A1', 'ada A1', 'eve E1'), 'eve', 90_000);
    expect(standings(round, KEY).map(({ playerId, rank, end }) => [playerId, rank, end])).toEqual([
      ['bob', 1, undefined],
      ['ada', 1, undefined],
      ['eve', 3, 'gave-up'],
    ]);
  });

  it('are empty when nobody played', () => {
    expect(standings(newRound(), KEY)).toEqual([]);
  });
});

describe('ownState', () => {
  it('tells a player what is found, what is left and what it is worth', () => {
    const round = play(newRound(), 'bob A1', 'ada E1');
    const { points } = standings(round, KEY).find(({ playerId }) => playerId === 'ada') ?? {};
    expect(points).toBeLessThan(0);
    expect(ownState(round, KEY, 'ada')).toMatchObject({ remaining: [2, 3], triesLeft: 13, end: undefined, points });
    expect(ownState(round, KEY, 'eve')).toMatchObject({ triesLeft: 14, points: 0 });
  });
});
