import { describe, expect, it } from 'vitest';
import { progress } from '../../src/game/progress.ts';
import { reveal } from '../../src/game/round-rules.ts';
import { KEY, newRound, play } from './rounds.ts';

describe('progress', () => {
  it('of a new round', () => {
    expect(progress(newRound(), KEY)).toEqual({
      total: 3,
      found: [],
      remaining: [1, 2, 3],
      missed: 0,
      players: [],
      ended: null,
    });
  });

  it('tells who found what and when, what remains, and who did what', () => {
    const round = play(newRound(), 'ada B1', 'bob G5', 'ada A1', 'eve A1', 'bob B2', 'eve B1', 'ada D4');
    expect(progress(round, KEY)).toEqual({
      total: 3,
      found: [
        { differenceId: 3, playerId: 'bob', at: 1002 },
        { differenceId: 1, playerId: 'ada', at: 1003 },
      ],
      remaining: [2],
      missed: 4,
      players: [
        { playerId: 'bob', found: 1, missed: 1 },
        { playerId: 'ada', found: 1, missed: 2 },
        { playerId: 'eve', found: 0, missed: 1 },
      ],
      ended: null,
    });
  });

  it('puts who guessed first before others who did as well', () => {
    const round = play(newRound(), 'bob B1', 'ada B1');
    expect(progress(round, KEY).players.map(({ playerId }) => playerId)).toEqual(['bob', 'ada']);
  });

  it('of rounds that are over', () => {
    const complete = play(newRound(), 'ada A1', 'ada C2', 'ada G5');
    expect(progress(complete, KEY)).toMatchObject({ remaining: [], ended: { why: 'all-found', at: 1003 } });
    const revealed = reveal(play(newRound(), 'ada C2'), { playerId: 'owner', isModerator: false }, 2000);
    expect(progress(revealed, KEY)).toMatchObject({ remaining: [1, 3], ended: { why: 'revealed', at: 2000 } });
  });
});
