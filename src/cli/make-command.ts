import { createHash } from 'node:crypto';
import { join } from 'node:path';
import process from 'node:process';
import { Command } from 'commander';
import { DEFAULT_DIFFERENCES, EDIT_KINDS } from '../contract/answer-key.ts';
import { CodedError } from '../contract/coded-error.ts';
import { MAX_DIFFERENCES, MAX_OUTPUTS, MIN_DIFFERENCES } from '../contract/limits.ts';
import type { PuzzleOptions, PuzzleResult, PuzzleSource } from '../contract/messages.ts';
import { BOARD_LAYOUTS, GRID_STYLES, PROPOSAL_CHOICES } from '../contract/puzzle-options.ts';
import { SCENE_SETTINGS } from '../contract/scene-settings.ts';
import type { Translate } from '../i18n.ts';
import { createPuzzle } from '../puzzle/create-puzzle.ts';
import { createScenePuzzle } from '../puzzle/create-scene-puzzle.ts';
import { readPicture } from './files.ts';
import { puzzleJson, writePuzzle } from './make-files.ts';
import { parseChoice, parseChoices, parseLevel, parseScene, parseSeed, parseWhole } from './options.ts';
import { createProgressBar } from './progress-bar.ts';

/** Tries beyond the number of puzzles wanted, before the picture is taken to have no more of them. */
const SPARE_ATTEMPTS = 5;

interface MakeFlags {
  readonly out: string;
  readonly scene?: string | true;
  readonly spots?: string;
  readonly level: string;
  readonly outputs: string;
  readonly seed?: string;
  readonly edits?: string;
  readonly fewer?: true;
  readonly grid: string;
  readonly layout: string;
  readonly proposals: string;
  readonly prompt?: string;
  readonly json?: true;
}

/** @throws CodedError `picture-and-scene`, `picture-or-scene-missing`, `option-invalid`, `file-unreadable` */
async function openSource(path: string | undefined, scene: MakeFlags['scene']): Promise<PuzzleSource> {
  if (path !== undefined && scene !== undefined) throw new CodedError('picture-and-scene', {});
  if (scene !== undefined) return { scene: parseScene(scene) };
  if (path === undefined) throw new CodedError('picture-or-scene-missing', {});
  return { picture: await readPicture(path) };
}

async function makeOne(source: PuzzleSource, options: PuzzleOptions, t: Translate): Promise<PuzzleResult> {
  const bar = createProgressBar(t);
  try {
    const context = { onProgress: bar.show };
    if ('scene' in source) return await createScenePuzzle(source.scene, options, context);
    return await createPuzzle(source.picture, options, context);
  } finally {
    bar.stop();
  }
}

/**
 * Makes puzzles of one picture, or of a scene each, no two of which are the same. Every one can be made again on its
 * own by its own seed.
 *
 * @throws CodedError those of the recipe, `too-few-puzzles` when chance keeps coming to the same puzzles
 */
async function* makeSeries(
  source: PuzzleSource,
  options: PuzzleOptions,
  count: number,
  t: Translate,
): AsyncGenerator<PuzzleResult> {
  const seen = new Set<string>();
  for (let attempt = 1; seen.size < count; attempt++) {
    if (attempt > count + SPARE_ATTEMPTS) {
      throw new CodedError('too-few-puzzles', { possible: seen.size, wanted: count });
    }
    const puzzle = await makeOne(source, { ...options, seed: `${options.seed}/${attempt}` }, t);
    const looks = createHash('sha256').update(puzzle.altered.bytes).digest('hex');
    if (seen.has(looks)) continue;
    seen.add(looks);
    yield puzzle;
  }
}

/** @throws CodedError `option-invalid`, `level-needs-circles` */
function readOptions(flags: MakeFlags, t: Translate): PuzzleOptions {
  const level = parseLevel(flags.level, t);
  const spots = flags.spots ?? String(DEFAULT_DIFFERENCES[level]);
  return {
    level,
    differences: parseWhole('--spots', spots, { min: MIN_DIFFERENCES, max: MAX_DIFFERENCES }, t),
    seed: parseSeed(flags.seed, t),
    fewer: flags.fewer === true,
    odd: flags.fewer !== true,
    ...(flags.edits === undefined ? {} : { edits: parseChoices('--edits', flags.edits, EDIT_KINDS) }),
    ...(flags.prompt === undefined ? {} : { prompt: flags.prompt }),
    proposals: parseChoice('--proposals', flags.proposals, PROPOSAL_CHOICES),
    layout: parseChoice('--layout', flags.layout, BOARD_LAYOUTS),
    grid: parseChoice('--grid', flags.grid, GRID_STYLES),
  };
}

/** `make PICTURE --out DIR` or `make --scene [SETTING] --out DIR`: one puzzle in DIR, or several in DIR/1, DIR/2 ... */
export function makeCommand(t: Translate): Command {
  return new Command('make')
    .description(t('cli.make.about'))
    .argument('[picture]', t('cli.make.picture'))
    .requiredOption('--out <dir>', t('cli.make.out'))
    .option('--scene [setting]', t('cli.make.scene', { settings: SCENE_SETTINGS.join(', ') }))
    .option('--spots <n>', t('cli.make.spots'))
    .option('--level <level>', t('cli.make.level'), 'medium')
    .option('--outputs <k>', t('cli.make.outputs'), '1')
    .option('--seed <s>', t('cli.make.seed'))
    .option('--edits <kinds>', t('cli.make.edits', { kinds: EDIT_KINDS.join(', ') }))
    .option('--fewer', t('cli.make.fewer'))
    .option('--proposals <source>', t('cli.make.proposals', { sources: PROPOSAL_CHOICES.join(', ') }), 'objects')
    .option('--layout <layout>', t('cli.make.layout', { layouts: BOARD_LAYOUTS.join(', ') }), 'auto')
    .option('--grid <style>', t('cli.make.grid', { styles: GRID_STYLES.join(', ') }), 'ticks')
    .option('--prompt <text>', t('cli.make.prompt'))
    .option('--json', t('cli.make.json'))
    .action(async (path: string | undefined, flags: MakeFlags) => {
      const outputs = parseWhole('--outputs', flags.outputs, { min: 1, max: MAX_OUTPUTS }, t);
      const source = await openSource(path, flags.scene);
      const options = readOptions(flags, t);
      const finish = async (puzzle: PuzzleResult, folder: string) => {
        await writePuzzle(folder, puzzle);
        if (flags.json) process.stdout.write(puzzleJson(puzzle));
      };
      if (outputs === 1) {
        await finish(await makeOne(source, options, t), flags.out);
      } else {
        let number = 0;
        for await (const puzzle of makeSeries(source, options, outputs, t)) {
          await finish(puzzle, join(flags.out, String(++number)));
        }
      }
    });
}
