import Database from 'libsql';

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
export function closeDatabase(database: Database.Database): void {
  try {
    database.pragma('wal_checkpoint(TRUNCATE)');
  } finally {
    database.close();
  }
}
