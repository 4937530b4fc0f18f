import { describe, expect, it } from 'vitest';
import { nextHint } from '../../src/game/hints.ts';
import { scoreRound } from '../../src/game/scoring.ts';
import { shareCard } from '../../src/game/share-card.ts';
import { KEY, newRound, play, TURN_MS } from './rounds.ts';

describe('the share card', () => {
  it('tells how it went: by oneself, with hints, by others, not at all', () => {
    // The easiest difference is the one in C2.
    const { round: hinted } = nextHint(newRound(), KEY, { id: 'h', playerId: 'ada', at: 1001 });
    const round = play(hinted, 'ada E1', 'bob A1', 'ada C2');
    expect(shareCard(round, KEY, 'ada')).toEqual({
      mode: 'race',
      level: 'easy',
      marks: ['others', 'hinted', 'open'],
      found: 1,
      total: 3,
      hints: 1,
      missed: 1,
      points: scoreRound(round, KEY).players.find(({ playerId }) => playerId === 'ada')?.points,
      elapsedMs: 3 * TURN_MS,
    });
  });

  it('has the marks in the order of finding, and no place', () => {
    const round = play(newRound({ mode: 'solo' }), 'ada G5', 'ada C2', 'ada A1');
    const card = shareCard(round, KEY, 'ada');
    expect(card?.marks).toEqual(['found', 'found', 'found']);
    expect(JSON.stringify(card)).not.toMatch(/column|row|differenceId|"x"/);
  });

  it('in solo counts the time from the player’s own start', () => {
    const round = play(newRound({ mode: 'solo' }), 'bob A1', 'ada A1', 'ada C2');
    expect(shareCard(round, KEY, 'ada')?.elapsedMs).toBe(TURN_MS);
  });

  it('is only for those who took part', () => {
    expect(shareCard(play(newRound(), 'bob A1'), KEY, 'ada')).toBeUndefined();
  });
});
