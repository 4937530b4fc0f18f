import type { AnswerKey, KeyDifference } from '../../src/contract/answer-key.ts';
import type { PuzzleRecord } from '../../src/game/puzzle-record.ts';
import type { Guess, Round } from '../../src/game/round.ts';
import { openRound, withMessage } from '../../src/game/round-rules.ts';

/** Cells are 100 x 100 pixels: 12 columns, 8 rows. */
const SIZE = { width: 1200, height: 800 };
const GRID = { columns: 12, rows: 8 };

/** A difference of 40 x 30 pixels in the middle of a cell. */
function differenceIn(id: number, column: number, row: number, edit: KeyDifference['edit']): KeyDifference {
  const box = { x: column * 100 + 30, y: row * 100 + 35, width: 40, height: 30 };
  const circle = { x: box.x + 20, y: box.y + 15, radius: 25 };
  const mask = { box, counts: [0, box.width * box.height] };
  return { id, edit, box, circle, areaRatio: 0.00125, deltaE: 20, mask };
}

/** Differences at B1, K4 and C7. */
export const sampleKey: AnswerKey = {
  version: 1,
  seed: 'sample',
  ...SIZE,
  level: 'medium',
  difficulty: 40,
  grid: GRID,
  differences: [differenceIn(1, 1, 0, 'recolour'), differenceIn(2, 10, 3, 'remove'), differenceIn(3, 2, 6, 'recolour')],
};

const picture = (digit: string, extension: string) => `${digit.repeat(64)}.${extension}`;

export const samplePuzzle: PuzzleRecord = {
  id: 'puzzle-1',
  ownerId: '100000000000000001',
  createdAt: 0,
  key: sampleKey,
  pictures: {
    original: picture('a', 'png'),
    altered: picture('b', 'png'),
    board: picture('c', 'webp'),
    answers: picture('d', 'webp'),
  },
};

/** A round of the sample puzzle. */
export function sampleRound(changes: Partial<Round> = {}): Round {
  const { id: puzzleId, ownerId } = samplePuzzle;
  const opening = { id: 'round-1', puzzleId, ownerId, channelId: '200000000000000002', guildId: null, locale: 'en-US' };
  return { ...withMessage(openRound({ ...opening, startedAt: 0 }), '300000000000000003'), ...changes };
}

/** A guess that found a difference. */
export function find(differenceId: number, playerId: string): Guess {
  const id = `guess-${differenceId}`;
  const target = { kind: 'cell', cell: { column: 0, row: 0 } } as const;
  return { id, playerId, target, at: differenceId, verdict: { kind: 'found', differenceId } };
}
