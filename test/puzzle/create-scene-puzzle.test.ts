import { beforeAll, describe, expect, it, vi } from 'vitest';
import { CodedError } from '../../src/contract/coded-error.ts';
import { MAX_PUZZLE_SIDE_PX } from '../../src/contract/limits.ts';
import type { PuzzleResult } from '../../src/contract/messages.ts';
import { SCENE_SETTINGS } from '../../src/contract/scene-settings.ts';
import { createScenePuzzle } from '../../src/puzzle/create-scene-puzzle.ts';
import { createScene, DEFAULT_SCENE_SIZE, pickSetting, renderScene } from '../../src/puzzle/scene.ts';
import { decodeRgb } from '../support/encode.ts';
import { sameBytes } from '../support/same-bytes.ts';
import { expectSoundPuzzle } from './expect-sound-puzzle.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const options = { level: 'medium', differences: 1, seed: 'one' } as const;

describe('a puzzle of a scene that the seed chooses', () => {
  let puzzle: PuzzleResult;
  beforeAll(async () => {
    puzzle = await createScenePuzzle('any', options);
  });

  it('says where the scene plays', () => {
    expect(puzzle.engine.scene).toBe(pickSetting('one'));
    expect(SCENE_SETTINGS).toContain(puzzle.engine.scene);
  });

  it('shows the scene of the same seed, whole', async () => {
    const scene = await createScene({ seed: 'one', setting: pickSetting('one') });
    expect(sameBytes((await decodeRgb(puzzle.original.bytes)).data, (await renderScene(scene)).data)).toBe(true);
    expect(puzzle.key).toMatchObject({ ...DEFAULT_SCENE_SIZE, seed: 'one', differences: [{ id: 1 }] });
  });
});

describe('the differences of a scene', () => {
  it('are drawn with it, exactly as many as are wanted, and pass all checks', async () => {
    const wanted = { level: 'hard', differences: 7, seed: 'drawn' } as const;
    const puzzle = await createScenePuzzle('kitchen', wanted);
    expect(puzzle.engine).toMatchObject({ scene: 'kitchen', redrawn: true });
    await expectSoundPuzzle(puzzle, wanted);
    const again = await createScenePuzzle('kitchen', wanted);
    expect(again.key).toEqual(puzzle.key);
    expect(sameBytes(again.altered.bytes, puzzle.altered.bytes)).toBe(true);
  });

  it('are edited into its picture where only pictures have such, and the result says so', async () => {
    const edited = await createScenePuzzle('park', { ...options, proposals: 'regions' });
    expect(edited.engine).toMatchObject({ scene: 'park', redrawn: false });
    expect(edited.key.differences).toHaveLength(1);
  });

  it('are as many as the scene itself could have, where neither way has enough', async () => {
    const tooMany = { level: 'easy', differences: 15, seed: 'few', edits: ['mirror'] } as const;
    const fewer = await createScenePuzzle('aquarium', { ...tooMany, fewer: true });
    const possible = fewer.key.differences.length;
    const refusal = await createScenePuzzle('aquarium', tooMany).catch((error: unknown) => error);
    expect(refusal).toMatchObject({ code: 'too-few-objects' });
    if (!(refusal instanceof CodedError) || !('possible' in refusal.details)) throw refusal;
    expect(Number(refusal.details.possible)).toBeGreaterThanOrEqual(possible);
  });

  it('are fewer for those who make do with fewer', async () => {
    const tooMany = { level: 'easy', differences: 15, seed: 'few', edits: ['mirror'], fewer: true } as const;
    const { key, engine } = await createScenePuzzle('aquarium', tooMany);
    expect(engine.redrawn).toBe(true);
    expect(key.differences.length).toBeGreaterThan(0);
    expect(key.differences.length).toBeLessThan(15);
  });
});

it('a scene needs no scaling down', () => {
  expect(Math.max(DEFAULT_SCENE_SIZE.width, DEFAULT_SCENE_SIZE.height)).toBeLessThanOrEqual(MAX_PUZZLE_SIDE_PX);
});

it('seeds choose every setting', () => {
  const chosen = new Set(Array.from({ length: 200 }, (_, seed) => pickSetting(`${seed}`)));
  expect([...chosen].sort()).toEqual(SCENE_SETTINGS);
});

it('a puzzle of a scene stops when it is told to', async () => {
  const reason = new Error('stop');
  await expect(createScenePuzzle('park', options, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
});
