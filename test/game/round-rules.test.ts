import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { GuessTarget, Round } from '../../src/game/round.ts';
import { applyGuess, foundIds, mayReveal, reveal, withMessage } from '../../src/game/round-rules.ts';
import { KEY, newRound, play } from './rounds.ts';

const A1: GuessTarget = { kind: 'cell', cell: { column: 0, row: 0 } };
const B1: GuessTarget = { kind: 'cell', cell: { column: 1, row: 0 } };

describe('openRound', () => {
  it('starts with nothing guessed, found or posted', () => {
    expect(newRound()).toMatchObject({ messageId: null, ended: null, guesses: [], hints: [], startedAt: 1000 });
  });

  it('learns its post without forgetting anything', () => {
    const round = play(newRound(), 'ada A1');
    expect(withMessage(round, 'message-1')).toEqual({ ...round, messageId: 'message-1' });
  });
});

describe('applyGuess', () => {
  it('records who guessed what, when, and how it was judged', () => {
    const { round, verdict } = applyGuess(newRound(), KEY, { id: 'g1', playerId: 'ada', target: A1, at: 1500 });
    expect(verdict).toEqual({ kind: 'found', differenceId: 1 });
    expect(round.guesses).toEqual([{ id: 'g1', playerId: 'ada', target: A1, at: 1500, verdict }]);
    expect(round.ended).toBeNull();
  });

  it('judges by what was found before, by anybody', () => {
    const round = play(newRound(), 'ada A1', 'bob A1', 'bob B1');
    expect(round.guesses.map(({ verdict }) => verdict.kind)).toEqual(['found', 'repeated', 'missed']);
  });

  it('gives a guess that comes again its recorded verdict and changes nothing', () => {
    const round = play(newRound(), 'ada A1');
    const again = applyGuess(round, KEY, { id: 'g1', playerId: 'ada', target: B1, at: 9999 });
    expect(again.verdict).toEqual({ kind: 'found', differenceId: 1 });
    expect(again.round).toBe(round);
  });

  it('ends the round with the last difference, at the time of that guess', () => {
    const round = play(newRound(), 'ada A1', 'bob G5', 'ada C2');
    expect(round.ended).toEqual({ why: 'all-found', at: 1003 });
  });

  it('takes no guess after the end, but still knows the old ones', () => {
    const round = play(newRound(), 'ada A1', 'bob G5', 'ada C2');
    expect(() => applyGuess(round, KEY, { id: 'g4', playerId: 'eve', target: A1, at: 2000 })).toThrow(
      expect.objectContaining({ code: 'round-ended' }),
    );
    expect(applyGuess(round, KEY, { id: 'g2', playerId: 'bob', target: A1, at: 2000 })).toEqual({
      round,
      verdict: { kind: 'found', differenceId: 3 },
    });
  });

  it('does not change the round it was given', () => {
    const round: Round = Object.freeze({ ...newRound(), guesses: Object.freeze([]) as [] });
    expect(() => play(round, 'ada A1')).not.toThrow();
    expect(round.guesses).toEqual([]);
  });

  it('keeps its books under any guesses, delivered once or more', () => {
    const guess = fc.record({
      id: fc.constantFrom('g1', 'g2', 'g3', 'g4', 'g5', 'g6', 'g7', 'g8'),
      playerId: fc.constantFrom('ada', 'bob'),
      cell: fc.record({ column: fc.nat({ max: 6 }), row: fc.nat({ max: 4 }) }),
    });
    fc.assert(
      fc.property(fc.array(guess, { maxLength: 30 }), (guesses) => {
        let round = newRound();
        for (const { id, playerId, cell } of guesses) {
          if (round.ended) break;
          const before = round;
          const applied = applyGuess(round, KEY, { id, playerId, target: { kind: 'cell', cell }, at: 2000 });
          round = applied.round;
          expect(applyGuess(round, KEY, { id, playerId, target: A1, at: 3000 })).toEqual(applied);
          expect(round.guesses.length - before.guesses.length).toBe(
            before.guesses.some((old) => old.id === id) ? 0 : 1,
          );
        }
        const found = round.guesses.flatMap(({ verdict }) => (verdict.kind === 'found' ? [verdict.differenceId] : []));
        expect(new Set(found).size).toBe(found.length);
        expect(foundIds(round)).toEqual(new Set(found));
        expect(round.ended !== null).toBe(found.length === KEY.differences.length);
      }),
    );
  });
});

describe('reveal', () => {
  const owner = { playerId: 'owner', isModerator: false };
  const moderator = { playerId: 'mia', isModerator: true };
  const player = { playerId: 'ada', isModerator: false };

  it.each([
    ['the owner', owner, true],
    ['a moderator', moderator, true],
    ['another player', player, false],
  ])('while the round is open: %s', (_, asker, allowed) => {
    expect(mayReveal(newRound(), asker)).toBe(allowed);
  });

  it('ends the round and keeps its guesses', () => {
    const round = play(newRound(), 'ada A1');
    expect(reveal(round, owner, 5000)).toEqual({ ...round, ended: { why: 'revealed', at: 5000 } });
  });

  it('refuses others while the round is open', () => {
    expect(() => reveal(newRound(), player, 5000)).toThrow(expect.objectContaining({ code: 'not-allowed-to-reveal' }));
  });

  it('is for everyone after the end, and does not end it again', () => {
    const round = reveal(newRound(), owner, 5000);
    expect(mayReveal(round, player)).toBe(true);
    expect(reveal(round, player, 6000)).toBe(round);
  });
});
