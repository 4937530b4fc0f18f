import { basename, join } from 'node:path';
import { Command } from 'commander';
import { DEFAULT_DIFFERENCES } from '../contract/answer-key.ts';
import { CodedError } from '../contract/coded-error.ts';
import { MAX_DIFFERENCES, MIN_DIFFERENCES } from '../contract/limits.ts';
import type { PuzzleOptions } from '../contract/messages.ts';
import { describeFailure, type Translate } from '../i18n.ts';
import { createPuzzle } from '../puzzle/create-puzzle.ts';
import { readPicture, writeFiles } from './files.ts';
import { writePuzzle } from './make-files.ts';
import { parseLevel, parseSeed, parseWhole } from './options.ts';
import { createProgressBar } from './progress-bar.ts';
import { type ReportEntry, reportPage } from './report-page.ts';

interface ReportFlags {
  readonly out: string;
  readonly level: string;
  readonly spots?: string;
  readonly seed?: string;
}

/** Makes the puzzle of one picture; a picture that cannot be served has its reason in the report instead. */
async function makeEntry(path: string, folder: string, out: string, options: PuzzleOptions, t: Translate) {
  const name = basename(path);
  const bar = createProgressBar(t);
  try {
    const picture = await readPicture(path);
    const puzzle = await createPuzzle(picture, options, { onProgress: bar.show });
    await writePuzzle(join(out, folder), puzzle);
    return { name, puzzle, folder };
  } catch (error) {
    if (!(error instanceof CodedError)) throw error;
    return { name, refusal: describeFailure(error, t) };
  } finally {
    bar.stop();
  }
}

/** `report PICTURES... --out DIR`: a puzzle of every picture in DIR/1, DIR/2 ... and one page about them all. */
export function reportCommand(t: Translate): Command {
  return new Command('report')
    .description(t('cli.report.about'))
    .argument('<pictures...>', t('cli.report.pictures'))
    .requiredOption('--out <dir>', t('cli.report.out'))
    .option('--level <level>', t('cli.make.level'), 'medium')
    .option('--spots <n>', t('cli.make.spots'))
    .option('--seed <s>', t('cli.make.seed'))
    .action(async (paths: string[], flags: ReportFlags) => {
      const level = parseLevel(flags.level, t);
      const spots = flags.spots ?? String(DEFAULT_DIFFERENCES[level]);
      const differences = parseWhole('--spots', spots, { min: MIN_DIFFERENCES, max: MAX_DIFFERENCES }, t);
      const options = { level, differences, seed: parseSeed(flags.seed, t), fewer: true, odd: true };
      const entries: ReportEntry[] = [];
      for (const [index, path] of paths.entries()) {
        entries.push(await makeEntry(path, String(index + 1), flags.out, options, t));
      }
      await writeFiles(flags.out, { 'index.html': reportPage(entries, t) });
    });
}
