import process from 'node:process';
import { Command } from 'commander';
import { readConfig } from '../config.ts';
import type { Translate } from '../i18n.ts';
import { createLog } from '../log.ts';
import { backUp, type CopyCount, dropIndexes, restore } from '../store/backup.ts';
import { openRawStore, openStore, type RawStore, type Store, type StoreOptions } from '../store/open-store.ts';
import { toJson, writeFiles } from './files.ts';

/** The store of the settings, as the bot would open it. */
function storeOptions(): StoreOptions {
  const { dataDir, storeUrl: url, logLevel } = readConfig();
  return { dataDir, url, log: createLog(logLevel) };
}

async function using<Opened extends { close(): Promise<void> }, Result>(
  opened: Opened,
  work: (opened: Opened) => Promise<Result>,
): Promise<Result> {
  try {
    return await work(opened);
  } finally {
    await opened.close();
  }
}

const withRawStore = async <Result>(work: (store: RawStore) => Promise<Result>) =>
  using(await openRawStore(storeOptions()), work);
const withStore = async <Result>(work: (store: Store) => Promise<Result>) =>
  using(await openStore(storeOptions()), work);

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

function backupCommand(t: Translate): Command {
  const sayCount = ({ values, pictures }: CopyCount) => say(t('cli.store.copied', { values, pictures }));
  return new Command('backup')
    .description(t('cli.store.backup'))
    .argument('<dir>', t('cli.store.folder'))
    .action(async (folder: string) => sayCount(await withRawStore((store) => backUp(store, folder))));
}

function restoreCommand(t: Translate): Command {
  return new Command('restore')
    .description(t('cli.store.restore'))
    .argument('<dir>', t('cli.store.folder'))
    .option('--replace', t('cli.store.replace'))
    .action(async (folder: string, { replace = false }: { replace?: boolean }) => {
      const count = await withRawStore((store) => restore(store, folder, replace));
      // Opening it makes the indexes.
      await withStore(async () => undefined);
      say(t('cli.store.restored', { values: count.values, pictures: count.pictures }));
    });
}

function rebuildCommand(t: Translate): Command {
  return new Command('rebuild').description(t('cli.store.rebuild')).action(async () => {
    await withRawStore(dropIndexes);
    await withStore(async () => undefined);
    say(t('cli.store.rebuilt'));
  });
}

async function collect<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const all: Item[] = [];
  for await (const item of items) all.push(item);
  return all;
}

function exportCommand(t: Translate): Command {
  return new Command('export')
    .description(t('cli.store.export'))
    .argument('<dir>', t('cli.store.folder'))
    .action((folder: string) =>
      withStore(async ({ puzzles, rounds, results, dailies, players }) => {
        await writeFiles(folder, {
          'puzzles.json': toJson(await collect(puzzles.all())),
          'rounds.json': toJson(await collect(rounds.all())),
          'results.json': toJson(await collect(results.all())),
          'dailies.json': toJson(await collect(dailies.all())),
          'claims.json': toJson(await collect(dailies.claims())),
          'players.json': toJson(await collect(players.all())),
        });
      }),
    );
}

/** `store backup|restore|rebuild|export`: looks after what the bot remembers. */
export function storeCommand(t: Translate): Command {
  const command = new Command('store').description(t('cli.store.about'));
  for (const create of [backupCommand, restoreCommand, rebuildCommand, exportCommand]) command.addCommand(create(t));
  return command;
}
