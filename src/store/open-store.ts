import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Keyv } from 'keyv';
import type { Database } from 'libsql';
import type { PictureStore, PuzzleStore, RoundStore } from '../game/ports.ts';
import type { Logger } from '../log.ts';
import { KeyvPuzzleStore } from './keyv-puzzle-store.ts';
import { KeyvRoundStore } from './keyv-round-store.ts';
import { closeDatabase, openDatabase } from './libsql-database.ts';
import { LibsqlKeyvAdapter } from './libsql-keyv-adapter.ts';
import { PictureFiles } from './picture-files.ts';
import { writeFailure } from './write-failure.ts';

/** Everything the bot remembers. */
export interface Store {
  readonly puzzles: PuzzleStore;
  readonly rounds: RoundStore;
  readonly pictures: PictureStore;
  /** Afterwards every use of puzzles and rounds rejects. */
  close(): Promise<void>;
}

/** Where to keep it, and whom to tell of failures. */
export interface StoreOptions {
  readonly dataDir: string;
  readonly log: Logger;
}

async function openFile(dataDir: string): Promise<Database> {
  try {
    await mkdir(dataDir, { recursive: true });
    return openDatabase(join(dataDir, 'store.sqlite'));
  } catch (error) {
    throw writeFailure(dataDir, error);
  }
}

/**
 * Opens the store in a folder: `store.sqlite` and `pictures/`.
 *
 * @throws CodedError `folder-unwritable`
 */
export async function openStore({ dataDir, log }: StoreOptions): Promise<Store> {
  const database = await openFile(dataDir);
  const namespaces: Keyv[] = [];
  const namespace = (name: string): Keyv => {
    const keyv = new Keyv({ store: new LibsqlKeyvAdapter(database), namespace: name });
    keyv.on('error', (error) => log.error({ err: error, namespace: name }, 'the store failed'));
    namespaces.push(keyv);
    return keyv;
  };
  const close = async () => {
    for (const keyv of namespaces) await keyv.disconnect();
    closeDatabase(database);
  };
  try {
    const pictures = await PictureFiles.open(join(dataDir, 'pictures'));
    const rounds = new KeyvRoundStore(namespace('rounds'), namespace('channels'));
    await rounds.prepare();
    return { puzzles: new KeyvPuzzleStore(namespace('puzzles')), rounds, pictures, close };
  } catch (error) {
    await close();
    throw error;
  }
}
