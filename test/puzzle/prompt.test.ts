import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { setUpInference } from '../../src/inference/shared-inference.ts';
import { createPuzzle } from '../../src/puzzle/create-puzzle.ts';
import { modelSettings } from '../support/models.ts';

describe('a puzzle with a prompt', () => {
  beforeAll(() => setUpInference(modelSettings(undefined)));
  afterAll(() => setUpInference(modelSettings(undefined)));

  it('is refused before anything is done where no engine takes prompts', async () => {
    const options = { level: 'medium', differences: 3, seed: '1', prompt: 'a red door' } as const;
    // Not even a picture: nobody looked at it.
    await expect(createPuzzle(new Uint8Array(1), options)).rejects.toMatchObject({ code: 'inpaint-server-missing' });
    const { prompt: _, ...without } = options;
    await expect(createPuzzle(new Uint8Array(1), without)).rejects.not.toMatchObject({
      code: 'inpaint-server-missing',
    });
  });
});
