import { Command } from 'commander';
import { CodedError } from '../contract/coded-error.ts';
import type { Size } from '../contract/geometry.ts';
import { MAX_SCENE_SIDE_PX, MIN_PICTURE_SIDE_PX } from '../contract/limits.ts';
import type { Translate } from '../i18n.ts';
import { encodePng } from '../imaging/codec.ts';
import { createScene, DEFAULT_SCENE_SIZE, describeScene, renderScene } from '../puzzle/scene.ts';
import { toJson, writeFiles } from './files.ts';
import { parseSeed } from './options.ts';

interface SceneFlags {
  readonly out: string;
  readonly seed?: string;
  readonly setting?: string;
  readonly size?: string;
}

/** Reads --size. @throws CodedError `option-invalid` */
function parseSize(value: string, t: Translate): Size {
  const [, width, height] = /^(\d+)x(\d+)$/.exec(value) ?? [];
  const sides = [Number(width), Number(height)];
  if (!sides.every((side) => side >= MIN_PICTURE_SIDE_PX && side <= MAX_SCENE_SIDE_PX)) {
    const expected = t('cli.expected.size', { min: MIN_PICTURE_SIDE_PX, max: MAX_SCENE_SIDE_PX });
    throw new CodedError('option-invalid', { option: '--size', value, expected });
  }
  return { width: sides[0], height: sides[1] };
}

/** `scene --out DIR`: draws a picture of our own, with the truth about it. */
export function sceneCommand(t: Translate): Command {
  return new Command('scene')
    .description(t('cli.scene.about'))
    .requiredOption('--out <dir>', t('cli.scene.out'))
    .option('--setting <name>', t('cli.scene.setting'))
    .option('--seed <s>', t('cli.scene.seed'))
    .option('--size <wxh>', t('cli.scene.size'))
    .action(async ({ out, seed, setting, size }: SceneFlags) => {
      const scene = await createScene({
        seed: parseSeed(seed, t),
        size: size === undefined ? DEFAULT_SCENE_SIZE : parseSize(size, t),
        ...(setting === undefined ? {} : { setting }),
      });
      const [image, truth] = await Promise.all([renderScene(scene), describeScene(scene)]);
      await writeFiles(out, { 'scene.png': await encodePng(image), 'scene.json': toJson(truth) });
    });
}
