import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { boardEnd, foundIds, triesLeft } from '../../src/game/board.ts';
import type { GuessTarget, Round } from '../../src/game/round.ts';
import {
  applyGuesses,
  endWhenTimeIsUp,
  giveUp,
  isOver,
  mayReveal,
  reveal,
  withMessage,
} from '../../src/game/round-rules.ts';
import { KEY, newRound, play, TURN_MS } from './rounds.ts';

const A1: GuessTarget = { kind: 'cell', cell: { column: 0, row: 0 } };
const C2: GuessTarget = { kind: 'cell', cell: { column: 2, row: 1 } };
const E1: GuessTarget = { kind: 'cell', cell: { column: 4, row: 0 } };
const G5: GuessTarget = { kind: 'cell', cell: { column: 6, row: 4 } };
/** Nothing is there and nothing is near. */
const NOTHING = 'E1';

const refusal = (code: string, details = {}) => expect.objectContaining({ code, details });
const guess = (round: Round, playerId: string, at: number, ...targets: GuessTarget[]) =>
  applyGuesses(round, KEY, { id: `${playerId} ${at}`, playerId, targets, at });

describe('openRound', () => {
  it('starts with nothing guessed, found or posted, as a race without a limit', () => {
    const nothing = { messageId: null, ended: null, guesses: [], hints: [], surrenders: [] };
    expect(newRound()).toMatchObject({ ...nothing, mode: 'race', startedAt: 1000, endsAt: null });
  });

  it('knows when its time will be up', () => {
    expect(newRound({ mode: 'solo', timeLimitMs: 60_000 })).toMatchObject({ mode: 'solo', endsAt: 61_000 });
  });

  it('learns its post without forgetting anything', () => {
    const round = play(newRound(), 'ada A1');
    const live = { messageId: 'message-1', at: round.startedAt, webhook: null };
    expect(withMessage(round, 'message-1')).toEqual({ ...round, messageId: 'message-1', live });
  });
});

describe('applyGuesses', () => {
  it('records who guessed what, when, and how it was judged', () => {
    const { round, judged } = applyGuesses(newRound(), KEY, { id: 'g1', playerId: 'ada', targets: [A1], at: 1500 });
    const recorded = { id: 'g1', playerId: 'ada', target: A1, at: 1500, verdict: { kind: 'found', differenceId: 1 } };
    expect(judged).toEqual([recorded]);
    expect(round.guesses).toEqual([recorded]);
    expect(round.ended).toBeNull();
  });

  it('judges several in turn, each with an id of its own', () => {
    const { judged } = applyGuesses(newRound(), KEY, { id: 'g1', playerId: 'ada', targets: [A1, E1, C2], at: 1500 });
    expect(judged.map(({ id, verdict }) => [id, verdict.kind])).toEqual([
      ['g1', 'found'],
      ['g1+1', 'missed'],
      ['g1+2', 'found'],
    ]);
  });

  it('does not judge what was named after the last difference', () => {
    const { round, judged } = guess(play(newRound(), 'bob A1'), 'ada', 20_000, C2, G5, E1);
    expect(judged.map(({ verdict }) => verdict.kind)).toEqual(['found', 'found']);
    expect(round.ended).toEqual({ why: 'all-found', at: 20_000 });
  });

  it('judges by what was found before, by anybody', () => {
    const round = play(newRound(), 'ada A1', 'bob A1', `bob ${NOTHING}`, 'bob B1');
    expect(round.guesses.map(({ verdict }) => verdict.kind)).toEqual(['found', 'repeated', 'missed', 'missed']);
  });

  it('gives guesses that come again their recorded verdicts and changes nothing', () => {
    const { round, judged } = applyGuesses(newRound(), KEY, { id: 'g', playerId: 'ada', targets: [A1, E1], at: 1500 });
    const again = applyGuesses(round, KEY, { id: 'g', playerId: 'ada', targets: [A1, E1], at: 1501 });
    expect(again.judged).toEqual(judged);
    expect(again.round).toBe(round);
  });

  it('ends the round with the last difference, at the time of that guess', () => {
    const round = play(newRound(), 'ada A1', 'bob G5', 'ada C2');
    expect(round.ended).toEqual({ why: 'all-found', at: 1000 + 3 * TURN_MS });
  });

  it('takes no guess after the end, but still knows the old ones', () => {
    const round = play(newRound(), 'ada A1', 'bob G5', 'ada C2');
    expect(() => guess(round, 'eve', 90_000, A1)).toThrow(refusal('round-ended'));
    const again = applyGuesses(round, KEY, { id: 'g2', playerId: 'bob', targets: [A1], at: 90_000 });
    expect(again).toEqual({ round, judged: [round.guesses[1]] });
  });

  it('does not change the round it was given', () => {
    const round: Round = Object.freeze({ ...newRound(), guesses: Object.freeze([]) as [] });
    expect(() => play(round, 'ada A1')).not.toThrow();
    expect(round.guesses).toEqual([]);
  });

  it('keeps its books under any guesses, delivered once or more', () => {
    const request = fc.record({
      id: fc.constantFrom('g1', 'g2', 'g3', 'g4', 'g5', 'g6', 'g7', 'g8'),
      playerId: fc.constantFrom('ada', 'bob'),
      cell: fc.record({ column: fc.nat({ max: 6 }), row: fc.nat({ max: 4 }) }),
    });
    fc.assert(
      fc.property(fc.array(request, { maxLength: 30 }), (requests) => {
        let round = newRound();
        for (const [turn, { id, playerId, cell }] of requests.entries()) {
          if (round.ended) break;
          const before = round;
          const at = turn * TURN_MS;
          const applied = applyGuesses(round, KEY, { id, playerId, targets: [{ kind: 'cell', cell }], at });
          round = applied.round;
          expect(applyGuesses(round, KEY, { id, playerId, targets: [A1], at: at + 1 })).toEqual(applied);
          expect(round.guesses.length - before.guesses.length).toBe(
            before.guesses.some((old) => old.id === id) ? 0 : 1,
          );
        }
        const found = round.guesses.flatMap(({ verdict }) => (verdict.kind === 'found' ? [verdict.differenceId] : []));
        expect(new Set(found).size).toBe(found.length);
        expect(foundIds(round, 'ada')).toEqual(new Set(found));
        expect(round.ended !== null).toBe(found.length === KEY.differences.length);
      }),
    );
  });
});

describe('haste', () => {
  it('waits a moment after a guess that found nothing', () => {
    const { round } = guess(newRound(), 'ada', 5000, E1);
    expect(() => guess(round, 'ada', 5001, A1)).toThrow(refusal('guess-too-soon', { seconds: 2 }));
    expect(() => guess(round, 'ada', 6999, A1)).toThrow(refusal('guess-too-soon', { seconds: 1 }));
    expect(guess(round, 'ada', 7000, A1).judged[0]?.verdict.kind).toBe('found');
  });

  it('does not wait after a find, nor for others', () => {
    const { round } = guess(newRound(), 'ada', 5000, A1);
    const after = guess(guess(round, 'ada', 5000 + 1, C2).round, 'bob', 5002, E1);
    expect(after.round.guesses).toHaveLength(3);
  });
});

describe('the number of guesses', () => {
  // Three differences: 3 x 3 + 5 = 14 guesses may find nothing.
  const wasted = (count: number, player = 'ada') => play(newRound(), ...Array(count).fill(`${player} ${NOTHING}`));

  it('is bounded for what finds nothing, and free for the rest', () => {
    expect(triesLeft(newRound(), KEY, 'ada')).toBe(14);
    expect(triesLeft(play(newRound(), 'ada A1', 'ada A1', 'ada E1'), KEY, 'ada')).toBe(13);
    const last = play(wasted(13), 'ada A1');
    expect(boardEnd(last, KEY, 'ada')).toBeUndefined();
  });

  it('ends for the one who used them up, and for nobody else', () => {
    const round = wasted(14);
    expect(boardEnd(round, KEY, 'ada')).toBe('no-guesses-left');
    expect(() => guess(round, 'ada', 900_000, A1)).toThrow(refusal('no-guesses-left', { max: 14 }));
    expect(guess(round, 'bob', 900_000, A1).judged).toHaveLength(1);
  });

  it('ends in the middle of a list', () => {
    const { judged } = guess(wasted(13), 'ada', 900_000, E1, A1);
    expect(judged.map(({ verdict }) => verdict.kind)).toEqual(['missed']);
  });
});

describe('solo', () => {
  const solo = () => newRound({ mode: 'solo' });

  it('gives everybody a board of their own', () => {
    const round = play(solo(), 'ada A1', 'bob A1', 'bob C2');
    expect(round.guesses.map(({ verdict }) => verdict.kind)).toEqual(['found', 'found', 'found']);
    expect(foundIds(round, 'ada')).toEqual(new Set([1]));
    expect(foundIds(round, 'bob')).toEqual(new Set([1, 2]));
  });

  it('closes the board of who has found all, while the round goes on', () => {
    const round = play(solo(), 'ada A1', 'ada C2', 'ada G5');
    expect(round.ended).toBeNull();
    expect(boardEnd(round, KEY, 'ada')).toBe('all-found');
    expect(() => guess(round, 'ada', 90_000, A1)).toThrow(refusal('board-closed'));
    expect(guess(round, 'bob', 90_000, A1).judged).toHaveLength(1);
  });
});

describe('giving up', () => {
  it('closes the board of the one player for good', () => {
    const round = giveUp(play(newRound(), 'ada A1'), 'ada', 20_000);
    expect(round.surrenders).toEqual([{ playerId: 'ada', at: 20_000 }]);
    expect(boardEnd(round, KEY, 'ada')).toBe('gave-up');
    expect(() => guess(round, 'ada', 90_000, C2)).toThrow(refusal('board-closed'));
    expect(guess(round, 'bob', 90_000, C2).round.ended).toBeNull();
  });

  it('is recorded once, and not after the end', () => {
    const once = giveUp(newRound(), 'ada', 20_000);
    expect(giveUp(once, 'ada', 30_000)).toBe(once);
    expect(() => giveUp(reveal(newRound(), owner, 5000), 'ada', 20_000)).toThrow(refusal('round-ended'));
  });
});

describe('a time limit', () => {
  const limited = () => newRound({ timeLimitMs: 60_000 });

  it('is over at its end, whether anybody noted it or not', () => {
    expect(isOver(limited(), 60_999)).toBe(false);
    expect(isOver(limited(), 61_000)).toBe(true);
    expect(guess(limited(), 'ada', 60_999, A1).judged).toHaveLength(1);
    expect(() => guess(limited(), 'ada', 61_000, A1)).toThrow(refusal('round-ended'));
  });

  it('is noted once, with the time when it was up', () => {
    expect(endWhenTimeIsUp(limited(), 60_999)).toEqual(limited());
    const noted = endWhenTimeIsUp(limited(), 99_000);
    expect(noted.ended).toEqual({ why: 'time-up', at: 61_000 });
    expect(endWhenTimeIsUp(noted, 100_000)).toBe(noted);
    expect(endWhenTimeIsUp(newRound(), 10 ** 12).ended).toBeNull();
    const over = reveal(limited(), owner, 5000);
    expect(endWhenTimeIsUp(over, 99_000)).toBe(over);
  });

  it('lets everybody see the answers when it is up', () => {
    const player = { playerId: 'ada', isModerator: false };
    expect(reveal(limited(), player, 70_000).ended).toEqual({ why: 'time-up', at: 61_000 });
    expect(() => reveal(limited(), player, 60_000)).toThrow(refusal('not-allowed-to-reveal'));
  });
});

const owner = { playerId: 'owner', isModerator: false };

describe('reveal', () => {
  const moderator = { playerId: 'mia', isModerator: true };
  const player = { playerId: 'ada', isModerator: false };

  it.each([
    ['the owner', owner, true],
    ['a moderator', moderator, true],
    ['another player', player, false],
  ])('while the round is open: %s', (_, asker, allowed) => {
    expect(mayReveal(newRound(), asker, 5000)).toBe(allowed);
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
    expect(mayReveal(round, player, 6000)).toBe(true);
    expect(reveal(round, player, 6000)).toBe(round);
  });
});
