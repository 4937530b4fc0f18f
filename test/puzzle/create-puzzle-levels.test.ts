import { beforeAll, describe, it } from 'vitest';
import { LEVELS, type Level } from '../../src/contract/answer-key.ts';
import { createPuzzle } from '../../src/puzzle/create-puzzle.ts';
import { scenePng } from '../support/scenes.ts';
import { expectSoundPuzzle } from './expect-sound-puzzle.ts';

describe.each(LEVELS)('createPuzzle at level %s', (level: Level) => {
  let picture: Buffer;
  beforeAll(async () => {
    picture = await scenePng(level);
  });

  it.each([1, 2, 3, 4, 5, 6, 7])('makes exactly %i', async (differences) => {
    const wanted = { level, differences, seed: `${level}/${differences}` };
    await expectSoundPuzzle(await createPuzzle(picture, wanted), wanted);
  });
});
