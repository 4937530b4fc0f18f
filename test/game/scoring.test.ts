import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nextHint } from '../../src/game/hints.ts';
import { pricesOf } from '../../src/game/prices.ts';
import { GAME_MODES, type Round } from '../../src/game/round.ts';
import { scorePlayer, scoreRound } from '../../src/game/scoring.ts';
import { KEY, newRound, play, TURN_MS } from './rounds.ts';

const { find, wrong, wrongGrowth, hint } = pricesOf(KEY);

const pointsOf = (round: Round, playerId: string) =>
  scoreRound(round, KEY).players.find((player) => player.playerId === playerId)?.points;
/** What each guess was worth, in order. */
const worth = (round: Round) => round.guesses.map(({ id }) => scoreRound(round, KEY).byGuess.get(id));
const hinted = (round: Round, playerId: string, count: number) =>
  Array.from({ length: count }).reduce<Round>(
    (before, _, index) =>
      nextHint(before, KEY, { id: `h ${playerId} ${index}`, playerId, at: before.startedAt + 1 }).round,
    round,
  );

describe('the prices', () => {
  it('follow the difficulty of the puzzle', () => {
    expect(find).toBe(130);
    expect(pricesOf({ ...KEY, difficulty: 0 }).find).toBe(100);
    expect(pricesOf({ ...KEY, difficulty: 100 }).find).toBe(200);
    expect(pricesOf({ ...KEY, difficulty: 41 }).find).toBe(145);
  });

  it('of a wrong guess is what a blind one wins on average', () => {
    // 35 cells: 3 hold a difference; the masks lie at least 1.5 pixels away from every other cell, so 32 are wrong.
    expect(wrong).toBe(5 * Math.ceil(((3 / 32) * 2 * find) / 5));
    expect(wrongGrowth).toBe(20);
  });

  it('of hints grow', () => {
    expect(hint).toEqual({ quadrant: 30, cell: 40, circle: 65 });
  });
});

describe('a find', () => {
  it('in solo has no bonus for speed, so that nobody has to be there first', () => {
    expect(worth(play(newRound({ mode: 'solo' }), 'ada A1'))).toEqual([find]);
  });

  it('in a race is worth more the sooner it comes after the one before, by anybody', () => {
    const [first = 0, second = 0] = worth(play(newRound(), 'ada A1', 'bob C2'));
    expect(first).toBe(Math.round(find * (1 + 0.3 * 2 ** (-TURN_MS / 30_000))));
    expect(second).toBe(first);
    const [, , late = 0] = worth(play(newRound(), 'ada A1', 'bob E1', 'bob C2'));
    expect(late).toBeLessThan(first);
  });

  it('shares its time with those of the same guess', () => {
    const [first, second] = worth(play(newRound({ mode: 'race' }), 'ada A1 C2'));
    const streak = Math.round(find * 0.1);
    expect(second).toBe((first ?? 0) + streak);
  });

  it('in a streak is worth more each time, up to a bound, until a wrong guess', () => {
    const solo = newRound({ mode: 'solo' });
    expect(worth(play(solo, 'ada A1', 'ada C2', 'ada G5'))).toEqual([find, find * 1.1, find * 1.2]);
    expect(worth(play(solo, 'ada A1', 'ada E1', 'ada C2'))).toEqual([find, -wrong, find]);
    expect(worth(play(solo, 'ada A1', 'bob E1', 'ada C2'))).toEqual([find, -wrong, find * 1.1]);
    expect(worth(play(solo, 'ada A1', 'ada A1', 'ada C2'))).toEqual([find, 0, find * 1.1]);
  });

  it('that a hint led to has no bonus and makes no streak', () => {
    // The first hint leads to the difference in C2.
    const round = play(hinted(newRound({ mode: 'solo' }), 'ada', 1), 'ada C2', 'ada A1', 'bob C2');
    expect(worth(round)).toEqual([find, find, find]);
    expect(pointsOf(round, 'ada')).toBe(2 * find - hint.quadrant);
  });
});

describe('a guess that finds nothing', () => {
  it('costs more each time, for each player apart', () => {
    const round = play(newRound(), 'ada E1', 'ada E2', 'bob E1', 'ada E3');
    expect(worth(round)).toEqual([-wrong, -wrong - wrongGrowth, -wrong, -wrong - 2 * wrongGrowth]);
  });

  it('is free when it is near or at something found', () => {
    const near = play(newRound(), 'ada 10,8', 'ada A1', 'bob A1');
    expect(near.guesses.map(({ verdict }) => verdict.kind)).toEqual(['missed', 'found', 'repeated']);
    const warm = play(newRound(), 'ada 7,6', 'ada A1');
    expect(warm.guesses[0]?.verdict.kind).toBe('near');
    expect(worth(warm)[0]).toBe(0);
    expect(scoreRound(warm, KEY).players[0]).toMatchObject({ near: 1, missed: 0, longestStreak: 1 });
  });
});

describe('a player who is led all the way', () => {
  it('wins nothing by it', () => {
    const round = play(hinted(newRound(), 'ada', 9), 'ada C2', 'ada A1', 'ada G5');
    expect(round.ended?.why).toBe('all-found');
    expect(pointsOf(round, 'ada')).toBeLessThanOrEqual(0);
  });
});

describe('scores', () => {
  it('in a race are everybody’s own; together, all have what all won, and pay for themselves', () => {
    const moves = ['ada A1', 'bob C2', 'eve E1'];
    const race = scoreRound(play(newRound(), ...moves), KEY).players;
    const together = scoreRound(play(newRound({ mode: 'together' }), ...moves), KEY).players;
    const won = race.reduce((total, player) => total + player.won, 0);
    expect(race.map(({ points }) => points)).toEqual(race.map((player) => player.won - player.lost));
    expect(together.map(({ playerId, points }) => [playerId, points])).toEqual([
      ['ada', won],
      ['bob', won],
      ['eve', won - wrong],
    ]);
  });

  it('are sorted by points, then by wrong guesses, then by who came first', () => {
    const round = play(newRound({ mode: 'solo' }), 'eve E1', 'bob A1', 'ada A1', 'joe C2', 'joe G5');
    expect(scoreRound(round, KEY).players.map(({ playerId }) => playerId)).toEqual(['joe', 'bob', 'ada', 'eve']);
  });

  it('count what was done, and when', () => {
    const [ada] = scoreRound(play(hinted(newRound(), 'ada', 2), 'ada E1', 'ada A1', 'bob C2', 'ada C2'), KEY).players;
    const counts = { found: 1, missed: 1, near: 0, hints: 2, longestStreak: 1 };
    expect(ada?.playerId).toBe('bob');
    expect(scoreRound(play(hinted(newRound(), 'ada', 2), 'ada E1', 'ada A1'), KEY).players[0]).toMatchObject({
      ...counts,
      firstAt: 1001,
      lastAt: 1000 + 2 * TURN_MS,
    });
  });

  it('are empty while nobody did anything', () => {
    expect(scoreRound(newRound(), KEY)).toEqual({ players: [], byGuess: new Map() });
  });
});

describe('the score of one player', () => {
  it('is what the scores of all say of that player', () => {
    const move = fc
      .tuple(fc.constantFrom('ada', 'bob', 'eve', 'joe'), fc.constantFrom('A1', 'C2', 'G5', 'E1', 'E2', 'B1'))
      .map(([player, cell]) => `${player} ${cell}`);
    const games = fc.record({
      mode: fc.constantFrom(...GAME_MODES),
      moves: fc.array(move, { maxLength: 6 }),
      hints: fc.nat({ max: 2 }),
    });
    fc.assert(
      fc.property(games, ({ mode, moves, hints }) => {
        const before = hinted(newRound({ mode }), 'bob', hints);
        const open = moves.reduce<Round>((round, one) => (round.ended === null ? tryMove(round, one) : round), before);
        for (const playerId of ['ada', 'bob', 'eve', 'nobody']) {
          const alone = scorePlayer({ ...open }, KEY, playerId);
          const all = scoreRound(open, KEY);
          const find = (scores: typeof all) => scores.players.find((player) => player.playerId === playerId);
          expect(find(alone)).toEqual(find(all));
          for (const { id } of open.guesses.filter((guess) => guess.playerId === playerId)) {
            expect(alone.byGuess.get(id)).toBe(all.byGuess.get(id));
          }
        }
      }),
    );
  });
});

/** Some moves are refused: the board of that player is closed. */
function tryMove(round: Round, move: string): Round {
  try {
    return play(round, move);
  } catch {
    return round;
  }
}
