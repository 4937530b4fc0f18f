import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { sceneCommand } from '../../src/cli/scene-command.ts';
import { translator } from '../../src/i18n.ts';
import { decodePicture } from '../../src/imaging/codec.ts';
import { testFolder } from './run-engine.ts';

const folder = testFolder();

function scene(...args: string[]): Promise<unknown> {
  return sceneCommand(translator('en')).exitOverride().parseAsync(args, { from: 'user' });
}

describe('the scene command', () => {
  it('writes the picture and its truth, the same for the same seed', async () => {
    const flags = ['--setting', 'park', '--seed', '4', '--size', '300x200', '--out'];
    await scene(...flags, join(folder, 'a'));
    await scene(...flags, join(folder, 'b'));
    const [first, second] = await Promise.all(['a', 'b'].map((name) => readFile(join(folder, name, 'scene.png'))));
    expect(first.equals(second)).toBe(true);
    expect((await decodePicture(first, 300)).sourceSize).toMatchObject({ width: 300, height: 200 });
    const truth: unknown = JSON.parse(await readFile(join(folder, 'a', 'scene.json'), 'utf8'));
    expect(truth).toMatchObject({ setting: 'park', seed: '4', width: 300, height: 200 });
  });

  it.each(['300', '300x', 'x200', '47x200', '300x4001', '3e2x200', '300 x 200'])(
    'refuses the size %j',
    async (size) => {
      await expect(scene('--size', size, '--out', folder)).rejects.toMatchObject({ code: 'option-invalid' });
    },
  );

  it('refuses a setting that does not exist', async () => {
    await expect(scene('--setting', 'moon', '--out', folder)).rejects.toMatchObject({ code: 'option-invalid' });
  });
});
