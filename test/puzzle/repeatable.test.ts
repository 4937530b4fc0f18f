import sharp from 'sharp';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { PuzzleResult } from '../../src/contract/messages.ts';
import { createPuzzle } from '../../src/puzzle/create-puzzle.ts';
import { sameBytes } from '../support/same-bytes.ts';
import { scenePng } from '../support/scenes.ts';

// Three puzzles one after the other.
vi.setConfig({ testTimeout: 90_000 });

const OPTIONS = { level: 'medium', differences: 4, seed: 'again' } as const;
const THREADS = sharp.concurrency();
afterEach(() => {
  sharp.concurrency(THREADS);
});

/** Everything but what the clock says. */
function lasting({ key, engine, original, altered, board, answers }: PuzzleResult) {
  return { key, engine, pictures: [original, altered, board, answers].map(({ bytes }) => bytes) };
}

describe('a puzzle made again', () => {
  it('is the same to the byte, with one thread or many, alone or beside another', async () => {
    const picture = await scenePng('medium');
    sharp.concurrency(1);
    const alone = lasting(await createPuzzle(picture, OPTIONS));
    sharp.concurrency(4);
    const besides = await Promise.all([createPuzzle(picture, OPTIONS), createPuzzle(picture, OPTIONS)]);
    for (const { key, engine, pictures } of besides.map(lasting)) {
      expect(key).toEqual(alone.key);
      expect(engine).toEqual(alone.engine);
      pictures.forEach((bytes, index) => {
        expect(sameBytes(bytes, alone.pictures[index])).toBe(true);
      });
    }
  });
});
