import process from 'node:process';
import { Command } from 'commander';
import { CodedError } from '../contract/coded-error.ts';
import type { Translate } from '../i18n.ts';
import { downloadModel } from '../inference/download.ts';
import { findEntry, type ModelEntry, readManifest } from '../inference/manifest.ts';
import { findModelFile, isIntact, type ModelFile } from '../inference/model-files.ts';
import { sharedInference } from '../inference/shared-inference.ts';
import { createDownloadBar } from './download-bar.ts';
import { type Cell, formatTable } from './table.ts';

const BYTES_PER_MEGABYTE = 1_000_000;
const COLUMN_GAP = '  ';

const print = (line: string) => process.stdout.write(`${line}\n`);
const fileOf = (entry: ModelEntry) => findModelFile(entry, sharedInference().settings);

function sizeOf({ bytes }: ModelEntry, t: Translate): Cell {
  const size = bytes === undefined ? '–' : t('cli.models.megabytes', { count: Math.round(bytes / BYTES_PER_MEGABYTE) });
  return { text: size, isNumber: true };
}

async function list(t: Translate): Promise<void> {
  const rows = readManifest().map(async (entry) => {
    const file = await fileOf(entry);
    const place = t(file === undefined ? 'cli.models.notHere' : `cli.models.${file.origin}`);
    const { name, task, licence } = entry;
    return [{ text: name }, { text: task }, sizeOf(entry, t), { text: licence }, { text: place }];
  });
  process.stdout.write(formatTable(await Promise.all(rows)));
}

async function get(name: string, t: Translate): Promise<void> {
  const entry = findEntry(readManifest(), name);
  const file = await fileOf(entry);
  if (file !== undefined && (await isIntact(entry, file))) return void print(file.path);
  const bar = createDownloadBar(name, t);
  try {
    print(await downloadModel(entry, sharedInference().settings, { onProgress: bar.show }));
  } finally {
    bar.stop();
  }
}

/** @throws CodedError `model-wrong-hash` when a file is not what it should be, once all have been looked at */
async function verify(t: Translate): Promise<void> {
  const broken: { entry: ModelEntry; file: ModelFile }[] = [];
  for (const entry of readManifest()) {
    const file = await fileOf(entry);
    if (file === undefined) continue;
    const isRight = await isIntact(entry, file);
    if (!isRight) broken.push({ entry, file });
    const verdict = file.origin === 'own' ? 'unchecked' : isRight ? 'intact' : 'broken';
    print([entry.name, t(`cli.models.${verdict}`), file.path].join(COLUMN_GAP));
  }
  const [first] = broken;
  if (first) throw new CodedError('model-wrong-hash', { model: first.entry.name, path: first.file.path });
}

/** `models list|get NAME|verify|path`: the files of the neural networks. */
export function modelsCommand(t: Translate): Command {
  const command = new Command('models').description(t('cli.models.about'));
  command
    .command('list')
    .description(t('cli.models.listAbout'))
    .action(() => list(t));
  command
    .command('get')
    .description(t('cli.models.getAbout'))
    .argument('<name>', t('cli.models.name'))
    .action((name: string) => get(name, t));
  command
    .command('verify')
    .description(t('cli.models.verifyAbout'))
    .action(() => verify(t));
  command
    .command('path')
    .description(t('cli.models.pathAbout'))
    .action(() => void print(sharedInference().settings.modelsDir ?? t('cli.models.off')));
  return command;
}
