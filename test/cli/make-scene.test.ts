import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { SCENE_SETTINGS } from '../../src/contract/scene-settings.ts';
import { decodeRgb } from '../support/encode.ts';
import { sameBytes } from '../support/same-bytes.ts';
import { puzzleSchema } from './puzzle-json.ts';
import { engine, testFolder } from './run-engine.ts';

vi.setConfig({ testTimeout: 90_000 });

const folder = testFolder();
const path = (name: string) => join(folder, name);
const SILENT = { code: 0, out: '', err: '' };

async function read(name: string) {
  const original = await decodeRgb(await readFile(path(`${name}/original.png`)));
  const json: unknown = JSON.parse(await readFile(path(`${name}/puzzle.json`), 'utf8'));
  return { original, puzzle: puzzleSchema.parse(json) };
}

describe('make --scene', () => {
  it('makes puzzles of the pictures that the scene command draws for their seeds', async () => {
    const flags = ['--spots', '1', '--outputs', '2', '--seed', 's'];
    expect(await engine('make', '--scene', ...flags, '--out', path('series'))).toMatchObject(SILENT);
    const [first, second] = await Promise.all(['series/1', 'series/2'].map(read));
    expect(sameBytes(first.original.data, second.original.data)).toBe(false);
    const { engine: made, seed } = second.puzzle;
    expect(second.puzzle).toMatchObject({ width: 1600, height: 1066, differences: [{ id: 1 }] });
    expect(
      await engine('scene', '--setting', String(made['scene']), '--seed', seed, '--out', path('scene')),
    ).toMatchObject(SILENT);
    const drawn = await decodeRgb(await readFile(path('scene/scene.png')));
    expect(sameBytes(second.original.data, drawn.data)).toBe(true);
  });

  it.each([
    [
      ['picture.png', '--scene'],
      'picture-and-scene: You gave both a picture and a scene. Please give only one of the two.',
    ],
    [
      ['picture.png', '--scene', 'park'],
      'picture-and-scene: You gave both a picture and a scene. Please give only one of the two.',
    ],
    [[], 'picture-or-scene-missing: There is neither a picture nor a scene. Please give one of the two.'],
    [['--scene', 'moon'], `option-invalid: “moon” is not valid for --scene. Expected: ${SCENE_SETTINGS.join(', ')}.`],
    [['--scene', '../park'], 'option-invalid: “../park” is not valid for --scene.'],
  ])('is refused in one line: make %j', async (args, line) => {
    const { code, out, err } = await engine('make', ...args, '--out', path('out'));
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toMatch(/^[^\n]+\n$/);
    expect(err).toContain(line);
    expect(existsSync(path('out'))).toBe(false);
  });
});
