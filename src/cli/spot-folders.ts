import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import process from 'node:process';
import { CodedError, type ErrorCode } from '../contract/coded-error.ts';
import { encodeFailure } from '../contract/failure-codec.ts';
import type { Registration } from '../contract/messages.ts';
import type { SpotOptions } from '../contract/spot-options.ts';
import { describeFailure, type Translate } from '../i18n.ts';
import { reasonOf, toJson, writeFiles } from './files.ts';
import { type NamePair, type PairedNames, pairNames } from './pair-names.ts';
import { spotPair } from './spot-pair.ts';
import { type Cell, formatTable } from './table.ts';

/** Version of summary.json. */
const FORMAT_VERSION = 1;
const MS_PER_SECOND = 1000;

/** What became of one pair, as summary.json tells it. */
type PairSummary = NamePair &
  (
    | { readonly count: number; readonly model: Registration['model']; readonly ms: number }
    | { readonly code: ErrorCode; readonly message: string }
  );

/** The names of the files in a folder; hidden ones and folders are left out. @throws CodedError `file-unreadable` */
async function listFiles(folder: string): Promise<string[]> {
  try {
    const entries = await readdir(folder, { withFileTypes: true });
    return entries.filter((entry) => !entry.isDirectory() && !entry.name.startsWith('.')).map(({ name }) => name);
  } catch (cause) {
    throw new CodedError('file-unreadable', { path: folder, reason: reasonOf(cause) }, { cause });
  }
}

/** The table that ends the run: a line for each pair, then why some failed and the files that were left out. */
function tableOf(summaries: readonly PairSummary[], alone: PairedNames['alone'], t: Translate): string {
  const number = (key: 'whole' | 'tenths', value: number): Cell => ({
    text: t(`cli.spot.table.${key}`, { value }),
    isNumber: true,
  });
  const head = (['name', 'count', 'model', 'seconds'] as const).map((column, at) => ({
    text: t(`cli.spot.table.${column}`),
    isNumber: at % 2 === 1,
  }));
  const rows = summaries.map((each): Cell[] => {
    if ('code' in each) return [{ text: each.name }, { text: '–', isNumber: true }, { text: each.code }];
    return [
      { text: each.name },
      number('whole', each.count),
      { text: each.model },
      number('tenths', each.ms / MS_PER_SECOND),
    ];
  });
  const failures = summaries.flatMap((each) =>
    'code' in each ? [`${t('failure.ofPicture', { picture: each.name, sentence: each.message })}\n`] : [],
  );
  const left = (['a', 'b'] as const).flatMap((side) =>
    alone[side].length === 0 ? [] : [`${t(`cli.spot.table.alone.${side}`, { files: alone[side] })}\n`],
  );
  return [formatTable([head, ...rows]), ...failures, ...left].join('');
}

/**
 * Compares every two files of equal names in two folders, each pair into a folder of its own, with a summary of all. A pair
 * that fails does not stop the others.
 *
 * @throws CodedError `no-pairs`, `pairs-failed` at the end when some did, `file-unreadable`, `folder-unwritable`; at the
 *   end the first bug that any of them met
 */
export async function spotFolders(
  folderA: string,
  folderB: string,
  out: string,
  options: SpotOptions,
  t: Translate,
): Promise<void> {
  const { pairs, alone } = pairNames(await listFiles(folderA), await listFiles(folderB));
  if (pairs.length === 0) throw new CodedError('no-pairs', { a: folderA, b: folderB });
  const summaries: PairSummary[] = [];
  const bugs: unknown[] = [];
  for (const pair of pairs) {
    try {
      const paths = [join(folderA, pair.a), join(folderB, pair.b)] as const;
      const { differences, registration, timings } = await spotPair(...paths, join(out, pair.name), options, t);
      summaries.push({ ...pair, count: differences.length, model: registration.model, ms: timings.totalMs });
    } catch (error) {
      if (!(error instanceof CodedError)) bugs.push(error);
      const failure = encodeFailure(error);
      summaries.push({ ...pair, code: failure.code, message: describeFailure(failure, t) });
    }
  }
  await writeFiles(out, { 'summary.json': toJson({ version: FORMAT_VERSION, pairs: summaries, alone }) });
  process.stdout.write(tableOf(summaries, alone, t));
  if (bugs.length > 0) throw bugs[0];
  const failed = summaries.filter((each) => 'code' in each).length;
  if (failed > 0) throw new CodedError('pairs-failed', { failed, total: pairs.length });
}
