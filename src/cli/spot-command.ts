import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import process from 'node:process';
import { Command } from 'commander';
import { CodedError } from '../contract/coded-error.ts';
import { cellsFound } from '../contract/found-cells.ts';
import type { SpotResult } from '../contract/messages.ts';
import type { Translate } from '../i18n.ts';
import { spotFolders } from './spot-folders.ts';
import { addSpotOptions, parseSpotOptions, type SpotFlags } from './spot-options.ts';
import { spotPair } from './spot-pair.ts';

/** Whether a path leads to a folder; reading it as a picture tells what is wrong with any other. */
async function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
}

/** What was found, in one line: how many places, their cells, and the picture to read them off. */
function summaryOf(found: SpotResult, out: string, t: Translate): string {
  const cells = cellsFound(found);
  const places = found.differences.map(({ id }, at) => t('spot.place', { id, cell: cells[at] }));
  return `${t('cli.spot.found', { count: cells.length, places, path: join(out, 'result.png') })}\n`;
}

/**
 * `spot A [B] --out DIR`: finds and marks the differences between two pictures, between the two panels of one, or between
 * the pictures of equal names in two folders.
 */
export function spotCommand(t: Translate): Command {
  const command = new Command('spot')
    .description(t('cli.spot.about'))
    .argument('<a>', t('cli.spot.a'))
    .argument('[b]', t('cli.spot.b'))
    .requiredOption('--out <dir>', t('cli.spot.out'))
    .action(async (a: string, b: string | undefined, { out, ...flags }: SpotFlags & { readonly out: string }) => {
      const options = parseSpotOptions(flags, t);
      const paths = b === undefined ? [a] : [a, b];
      const areFolders = await Promise.all(paths.map(isFolder));
      if (b !== undefined && areFolders.every(Boolean)) return spotFolders(a, b, out, options, t);
      const folder = paths.find((_, at) => areFolders[at]);
      if (folder !== undefined) throw new CodedError('folder-without-partner', { folder });
      process.stdout.write(summaryOf(await spotPair(a, b, out, options, t), out, t));
    });
  return addSpotOptions(command, t).addHelpText('after', `\n${t('cli.spot.files')}\n`);
}
