import { describe, it, vi } from 'vitest';
import { createPuzzleOf } from '../../src/puzzle/create-puzzle.ts';
import { createScene, renderScene } from '../../src/puzzle/scene.ts';
import { decodeRgb } from '../support/encode.ts';
import { expectSpottable } from './expect-sound-puzzle.ts';

vi.setConfig({ testTimeout: 60_000 });

const SIZE = { width: 480, height: 360 };

describe('the diff engine on puzzles of our own', () => {
  it.each([
    ['aquarium', 'easy', 3],
    ['desk', 'medium', 4],
    ['farm', 'hard', 5],
    ['toy-shop', 'expert', 5],
  ] as const)('finds what was changed in %s (%s), once, and nothing else', async (setting, level, differences) => {
    const seed = `own/${setting}`;
    const draw = async () => renderScene(await createScene({ seed, setting, size: SIZE }));
    const { original, altered, key } = await createPuzzleOf(draw, { level, differences, seed });
    expectSpottable(key, await decodeRgb(original.bytes), await decodeRgb(altered.bytes));
  });
});
