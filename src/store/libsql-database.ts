import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import Database from 'libsql';
import type { Backend } from './backend.ts';
import { LibsqlKeyvAdapter } from './libsql-keyv-adapter.ts';
import { writeFailure } from './write-failure.ts';

/** How long a write waits for another process that holds the file; answers in Discord are due within 3 s. */
const BUSY_TIMEOUT_MS = 2000;

/**
 * Opens the SQLite file and makes its one table.
 *
 * Write-ahead log with synchronous NORMAL: a write that returned survives the death of the process; after a power
 * cut the file is sound, though the last writes may be gone.
 */
export function openDatabase(path: string): Database.Database {
  const database = new Database(path);
  database.pragma(`busy_timeout = ${BUSY_TIMEOUT_MS}`);
  database.pragma('journal_mode = WAL');
  database.pragma('synchronous = NORMAL');
  database.exec(
    'CREATE TABLE IF NOT EXISTS entries (key TEXT PRIMARY KEY, value TEXT NOT NULL, expires INTEGER) WITHOUT ROWID',
  );
  return database;
}

/** Moves the log into the file, which is then complete on its own (the driver alone leaves it behind), and closes. */
function closeDatabase(database: Database.Database): void {
  try {
    database.pragma('wal_checkpoint(TRUNCATE)');
  } finally {
    database.close();
  }
}

/** Keeps values in `store.sqlite` of a folder. @throws CodedError `folder-unwritable` */
export async function openLibsql(dataDir: string): Promise<Backend> {
  try {
    await mkdir(dataDir, { recursive: true });
    const database = openDatabase(join(dataDir, 'store.sqlite'));
    const adapters: LibsqlKeyvAdapter[] = [];
    const adapter = () => {
      const opened = new LibsqlKeyvAdapter(database);
      adapters.push(opened);
      return opened;
    };
    const close = async () => {
      for (const opened of adapters) await opened.disconnect();
      closeDatabase(database);
    };
    return { adapter, close };
  } catch (error) {
    throw writeFailure(dataDir, error);
  }
}
