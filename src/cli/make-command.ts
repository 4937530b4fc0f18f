import { join } from 'node:path';
import process from 'node:process';
import { Command } from 'commander';
import { DEFAULT_DIFFERENCES } from '../contract/answer-key.ts';
import { MAX_DIFFERENCES, MAX_OUTPUTS, MIN_DIFFERENCES } from '../contract/limits.ts';
import type { PuzzleOptions, PuzzleResult } from '../contract/messages.ts';
import type { Translate } from '../i18n.ts';
import { runJob } from '../worker/run-job.ts';
import { readPicture, toJson, writeFiles } from './files.ts';
import { parseLevel, parseSeed, parseWhole } from './options.ts';
import { createProgressBar } from './progress-bar.ts';

interface MakeFlags {
  readonly out: string;
  readonly spots?: string;
  readonly level: string;
  readonly outputs: string;
  readonly seed?: string;
  readonly json?: true;
}

function puzzleJson({ key, engine, timings }: PuzzleResult): string {
  return toJson({ ...key, engine, timings });
}

async function makeOne(picture: Uint8Array, options: PuzzleOptions, folder: string, t: Translate): Promise<string> {
  const bar = createProgressBar(t);
  try {
    const puzzle = await runJob({ kind: 'make-puzzle', picture, options }, { onProgress: bar.show });
    const { original, altered, board, answers } = puzzle;
    const json = puzzleJson(puzzle);
    await writeFiles(folder, {
      'original.png': original,
      'altered.png': altered,
      'board.png': board,
      'answers.png': answers,
      'puzzle.json': json,
    });
    return json;
  } finally {
    bar.stop();
  }
}

/** `make PICTURE --out DIR`: one puzzle in DIR, or several in DIR/1, DIR/2 ... */
export function makeCommand(t: Translate): Command {
  return new Command('make')
    .description(t('cli.make.about'))
    .argument('<picture>', t('cli.make.picture'))
    .requiredOption('--out <dir>', t('cli.make.out'))
    .option('--spots <n>', t('cli.make.spots'))
    .option('--level <level>', t('cli.make.level'), 'medium')
    .option('--outputs <k>', t('cli.make.outputs'), '1')
    .option('--seed <s>', t('cli.make.seed'))
    .option('--json', t('cli.make.json'))
    .action(async (path: string, flags: MakeFlags) => {
      const level = parseLevel(flags.level, t);
      const spots = flags.spots ?? String(DEFAULT_DIFFERENCES[level]);
      const differences = parseWhole('--spots', spots, { min: MIN_DIFFERENCES, max: MAX_DIFFERENCES }, t);
      const outputs = parseWhole('--outputs', flags.outputs, { min: 1, max: MAX_OUTPUTS }, t);
      const seed = parseSeed(flags.seed, t);
      const picture = await readPicture(path);
      for (let number = 1; number <= outputs; number++) {
        // Every puzzle of a series can be made again on its own by its own seed.
        const own =
          outputs === 1
            ? { seed, folder: flags.out }
            : { seed: `${seed}/${number}`, folder: join(flags.out, String(number)) };
        const json = await makeOne(picture, { level, differences, seed: own.seed }, own.folder, t);
        if (flags.json) process.stdout.write(json);
      }
    });
}
