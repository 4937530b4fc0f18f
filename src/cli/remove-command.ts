import { Command } from 'commander';
import type { Translate } from '../i18n.ts';
import { decodePicture, encodePng } from '../imaging/codec.ts';
import { dilate } from '../imaging/morphology.ts';
import { inpaint } from '../inpainting/inpaint.ts';
import { ENGINE_CHOICES } from '../inpainting/registry.ts';
import { readPicture, toJson, writeFiles } from './files.ts';
import { parseChoice, parseSeed, parseWhole } from './options.ts';
import { type HoleFlags, readHole } from './remove-hole.ts';

/** Version of result.json. */
const FORMAT_VERSION = 1;
/** Longer than any picture that is accepted: boxes and masks are in the picture's own pixels. */
const FULL_SIDE_PX = 1_000_000;
/** A thing's anti-aliased rim and its compression halo. */
const DEFAULT_GROW_PX = 3;
const MAX_GROW_PX = 50;

interface RemoveFlags extends HoleFlags {
  readonly engine: string;
  readonly grow: string;
  readonly prompt?: string;
  readonly negativePrompt?: string;
  readonly seed?: string;
  readonly out: string;
}

async function remove(path: string, flags: RemoveFlags, t: Translate): Promise<void> {
  const engine = parseChoice('--engine', flags.engine, ENGINE_CHOICES);
  const growPx = parseWhole('--grow', flags.grow, { min: 0, max: MAX_GROW_PX }, t);
  const seed = parseSeed(flags.seed, t);
  const start = performance.now();
  const { image } = await decodePicture(await readPicture(path), FULL_SIDE_PX);
  const mask = dilate(await readHole(flags, image, t), growPx);
  const decoded = performance.now();
  const { prompt, negativePrompt } = flags;
  const result = await inpaint(image, mask, { engine, seed, prompt, negativePrompt });
  const filled = performance.now();
  const picture = await encodePng(result.image);
  const { width, height } = image;
  const timings = { decodeMs: decoded - start, inpaintMs: filled - decoded, totalMs: performance.now() - start };
  const report = { version: FORMAT_VERSION, width, height, engine, seed, growPx, holes: result.holes, timings };
  await writeFiles(flags.out, { 'result.png': picture, 'result.json': toJson(report) });
}

/** `remove PICTURE --box x,y,w,h --out DIR`: takes something out of a picture. */
export function removeCommand(t: Translate): Command {
  return new Command('remove')
    .description(t('cli.remove.about'))
    .argument('<picture>', t('cli.remove.picture'))
    .requiredOption('--out <dir>', t('cli.remove.out'))
    .option('--box <x,y,w,h>', t('cli.remove.box'), (box, before: string[]) => [...before, box], [] as string[])
    .option('--mask <file>', t('cli.remove.mask'))
    .option('--engine <name>', t('cli.remove.engine', { engines: ENGINE_CHOICES.join(', ') }), 'auto')
    .option('--grow <px>', t('cli.remove.grow'), String(DEFAULT_GROW_PX))
    .option('--prompt <text>', t('cli.remove.prompt'))
    .option('--negative-prompt <text>', t('cli.remove.negativePrompt'))
    .option('--seed <s>', t('cli.remove.seed'))
    .action((path: string, flags: RemoveFlags) => remove(path, flags, t));
}
