import sharp from 'sharp';
import { afterAll, afterEach, describe, expect, it, vi } from 'vitest';
import { MAX_PUZZLE_SIDE_PX } from '../../src/contract/limits.ts';
import type { PuzzleResult } from '../../src/contract/messages.ts';
import { decodePicture } from '../../src/imaging/codec.ts';
import { Helper } from '../../src/puzzle/ahead/helper.ts';
import { createPuzzleOf } from '../../src/puzzle/create-puzzle.ts';
import { sameBytes } from '../support/same-bytes.ts';
import { scenePng } from '../support/scenes.ts';

// Four puzzles one after the other.
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

const helper = new Helper();
afterAll(() => helper.end());

describe('a puzzle made again', () => {
  it('is the same to the byte, with one thread or many, alone or beside another, helped or not', async () => {
    const picture = await scenePng('medium');
    const decode = async () => (await decodePicture(picture, MAX_PUZZLE_SIDE_PX)).image;
    const make = (given?: Helper) => createPuzzleOf(decode, OPTIONS, {}, () => given);
    sharp.concurrency(1);
    const alone = lasting(await make());
    sharp.concurrency(4);
    // What a helper is asked for while it is being loaded is mostly done without it.
    await make(helper);
    const asked = vi.spyOn(helper, 'ask');
    const besides = await Promise.all([make(helper), make(helper)]);
    const answers = await Promise.all(asked.mock.results.map(({ value }) => value));
    expect(answers.some((answer) => answer !== undefined)).toBe(true);
    for (const { key, engine, pictures } of besides.map(lasting)) {
      expect(key).toEqual(alone.key);
      expect(engine).toEqual(alone.engine);
      pictures.forEach((bytes, index) => {
        expect(sameBytes(bytes, alone.pictures[index])).toBe(true);
      });
    }
  });
});
