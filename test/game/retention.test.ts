import { describe, expect, it } from 'vitest';
import { ROUND_RETENTION_DAYS } from '../../src/contract/limits.ts';
import { nextHint } from '../../src/game/hints.ts';
import type { PuzzleRecord } from '../../src/game/puzzle-record.ts';
import { ageOf, findLeftovers, type RoundAge } from '../../src/game/retention.ts';
import { reveal } from '../../src/game/round-rules.ts';
import { KEY, newRound, play, TURN_MS } from './rounds.ts';

const DAY_MS = 86_400_000;
const NOW = 1_000 * DAY_MS;
/** Not the default, so that a forgotten parameter shows. */
const RETENTION_DAYS = 90;
const daysAgo = (days: number) => NOW - days * DAY_MS;

const roundOf = (id: string, puzzleId: string, lastActivityAt: number): RoundAge => ({ id, puzzleId, lastActivityAt });

function puzzle(id: string, createdAt: number, original = `original-of-${id}`): PuzzleRecord {
  const pictures = { original, altered: `altered-of-${id}`, board: `board-of-${id}`, answers: `answers-of-${id}` };
  return { id, ownerId: 'owner', createdAt, key: KEY, pictures };
}

describe('ageOf', () => {
  it('is the latest of start, guesses, hints and end', () => {
    expect(ageOf(newRound())).toEqual({ id: 'round-1', puzzleId: 'puzzle-1', lastActivityAt: 1000 });
    const guessed = play(newRound(), 'ada A1', 'ada B1');
    expect(ageOf(guessed).lastActivityAt).toBe(1000 + 2 * TURN_MS);
    const { round: hinted } = nextHint(guessed, KEY, { id: 'h1', playerId: 'ada', at: 30_000 });
    expect(ageOf(hinted).lastActivityAt).toBe(30_000);
    const over = reveal(hinted, { playerId: 'owner', isModerator: false }, 40_000);
    expect(ageOf(over).lastActivityAt).toBe(40_000);
  });
});

describe('findLeftovers', () => {
  it('finds nothing where nothing is old', () => {
    const leftovers = findLeftovers(
      [roundOf('r1', 'p1', daysAgo(90))],
      [puzzle('p1', daysAgo(90))],
      NOW,
      RETENTION_DAYS,
    );
    expect(leftovers).toEqual({ roundIds: [], puzzleIds: [], pictures: [] });
  });

  it.each([
    ['keeps', 0, []],
    ['finds', 1, ['r1']],
  ])('by default %s a round that is as old as the limit and %i ms', (_, olderMs, roundIds) => {
    const round = roundOf('r1', 'p1', daysAgo(ROUND_RETENTION_DAYS) - olderMs);
    expect(findLeftovers([round], [], NOW).roundIds).toEqual(roundIds);
  });

  it('finds an old round with its puzzle and pictures', () => {
    const leftovers = findLeftovers(
      [roundOf('r1', 'p1', daysAgo(91))],
      [puzzle('p1', daysAgo(91))],
      NOW,
      RETENTION_DAYS,
    );
    expect(leftovers).toEqual({
      roundIds: ['r1'],
      puzzleIds: ['p1'],
      pictures: ['original-of-p1', 'altered-of-p1', 'board-of-p1', 'answers-of-p1'],
    });
  });

  it('keeps a puzzle that is still played elsewhere', () => {
    const rounds = [roundOf('r1', 'p1', daysAgo(91)), roundOf('r2', 'p1', daysAgo(5))];
    expect(findLeftovers(rounds, [puzzle('p1', daysAgo(91))], NOW, RETENTION_DAYS)).toEqual({
      roundIds: ['r1'],
      puzzleIds: [],
      pictures: [],
    });
  });

  it('keeps a fresh puzzle whose round has not started yet, and drops an old one', () => {
    const leftovers = findLeftovers([], [puzzle('fresh', daysAgo(0)), puzzle('old', daysAgo(91))], NOW, RETENTION_DAYS);
    expect(leftovers.puzzleIds).toEqual(['old']);
  });

  it('keeps a picture that another puzzle shows', () => {
    const puzzles = [puzzle('p1', daysAgo(91), 'shared'), puzzle('p2', daysAgo(2), 'shared')];
    const { pictures } = findLeftovers([], puzzles, NOW, RETENTION_DAYS);
    expect(pictures).toEqual(['altered-of-p1', 'board-of-p1', 'answers-of-p1']);
  });
});
