import { EventEmitter } from 'node:events';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { KeyvStoreAdapter } from 'keyv';
import type { Database } from 'libsql';

/**
 * Rows read at once while iterating. No read stays open between pages, so entries may change meanwhile; and few
 * enough that reading and parsing them does not hold up the thread for longer than a few milliseconds.
 */
const PAGE_ROWS = 20;

/** The character after the colon that ends a namespace: the exclusive upper end of its keys. */
const AFTER_COLON = ';';

interface Row {
  readonly key: string;
  readonly value: string;
}

/** The statements of the adapter. A row whose time is over counts as absent. */
function prepare(database: Database) {
  const alive = '(expires IS NULL OR expires > ?)';
  const among = 'key IN (SELECT value FROM json_each(?))';
  return {
    get: database.prepare<[string, number]>(`SELECT key, value FROM entries WHERE key = ? AND ${alive}`),
    getMany: database.prepare<[string, number]>(`SELECT key, value FROM entries WHERE ${among} AND ${alive}`),
    set: database.prepare<[string, string, number | null]>(
      `INSERT INTO entries (key, value, expires) VALUES (?, ?, ?)
       ON CONFLICT (key) DO UPDATE SET value = excluded.value, expires = excluded.expires`,
    ),
    deleteMany: database.prepare<[string]>(`DELETE FROM entries WHERE ${among}`),
    clear: database.prepare<[string, string]>('DELETE FROM entries WHERE key >= ? AND key < ?'),
    page: database.prepare<[string, string, number, number]>(
      `SELECT key, value FROM entries WHERE key > ? AND key < ? AND ${alive} ORDER BY key LIMIT ?`,
    ),
  };
}

/**
 * Lets Keyv keep its entries in a SQLite file. Every failure rejects.
 *
 * Keyv writes its namespace into its adapter, so each Keyv needs an adapter of its own; the database is shared, and
 * whoever opened it closes it after the last `disconnect`.
 */
export class LibsqlKeyvAdapter extends EventEmitter implements KeyvStoreAdapter {
  /** Keyv offers iteration to adapters of dialects that it knows. */
  readonly opts = { dialect: 'sqlite' };
  namespace?: string | undefined;
  readonly #prepared: ReturnType<typeof prepare>;
  #open = true;

  constructor(database: Database) {
    super();
    this.#prepared = prepare(database);
  }

  /** The driver runs prepared statements even after its database was closed, so the adapter keeps count itself. */
  get #statements() {
    if (!this.#open) throw new Error('The store is closed.');
    return this.#prepared;
  }

  /** First and behind-the-last key of the namespace. */
  get #range(): readonly [string, string] {
    if (this.namespace === undefined) throw new Error('The adapter needs a namespace.');
    return [`${this.namespace}:`, `${this.namespace}${AFTER_COLON}`];
  }

  // Keyv's interface leaves the type of a stored value to its caller: here it is the text that Keyv serialised.
  async get<Value>(key: string): Promise<Value | undefined> {
    const row = this.#statements.get.get(key, Date.now()) as Row | undefined;
    return row?.value as Value | undefined;
  }

  async getMany<Value>(keys: string[]): Promise<Array<Value | undefined>> {
    const rows = this.#statements.getMany.all(JSON.stringify(keys), Date.now()) as Row[];
    const values = new Map(rows.map(({ key, value }) => [key, value]));
    return keys.map((key) => values.get(key) as Value | undefined);
  }

  async set(key: string, value: string, ttlMs?: number): Promise<boolean> {
    this.#statements.set.run(key, value, ttlMs === undefined ? null : Date.now() + ttlMs);
    return true;
  }

  async has(key: string): Promise<boolean> {
    return (await this.get(key)) !== undefined;
  }

  async delete(key: string): Promise<boolean> {
    return this.deleteMany([key]);
  }

  async deleteMany(keys: string[]): Promise<boolean> {
    return this.#statements.deleteMany.run(JSON.stringify(keys)).changes > 0;
  }

  async clear(): Promise<void> {
    this.#statements.clear.run(...this.#range);
  }

  async *iterator<Value>(): AsyncGenerator<Array<string | Awaited<Value> | undefined>, void> {
    const [from, end] = this.#range;
    let last: string | undefined = from;
    while (last !== undefined) {
      const rows = this.#statements.page.all(last, end, Date.now(), PAGE_ROWS) as Row[];
      for (const { key, value } of rows) yield [key, value];
      last = rows.at(-1)?.key;
      await nextTurn();
    }
  }

  async disconnect(): Promise<void> {
    this.#open = false;
  }
}
