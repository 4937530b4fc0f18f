import { EventEmitter } from 'node:events';
import type { KeyvStoreAdapter } from 'keyv';
import type { Pool } from 'pg';

/** Rows read at once while iterating: no read stays open in between. */
const PAGE_ROWS = 100;
/** The character after the colon that ends a namespace: the exclusive upper end of its keys. */
const AFTER_COLON = ';';

/** Keys are compared by their bytes, whatever the language of the database. */
const CREATE_TABLE = `CREATE TABLE IF NOT EXISTS difference_engine (
  key TEXT COLLATE "C" PRIMARY KEY, value TEXT NOT NULL)`;
/** Two processes that make the table at the same moment. */
const ALREADY_MADE = '23505';

interface Row {
  readonly key: string;
  readonly value: string;
}

/**
 * Lets Keyv keep its entries in PostgreSQL. Every failure rejects, also while iterating: whoever lists all rounds must
 * not take a part for the whole.
 */
export class PostgresKeyvAdapter extends EventEmitter implements KeyvStoreAdapter {
  /** Keyv offers iteration to adapters of dialects that it knows. */
  readonly opts = { dialect: 'postgres' };
  namespace?: string | undefined;
  readonly #pool: Pool;

  constructor(pool: Pool) {
    super();
    this.#pool = pool;
  }

  /** Makes the table when it is missing. */
  static async prepare(pool: Pool): Promise<void> {
    try {
      await pool.query(CREATE_TABLE);
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === ALREADY_MADE)) throw error;
    }
  }

  /** First and behind-the-last key of the namespace. */
  get #range(): readonly [string, string] {
    if (this.namespace === undefined) throw new Error('The adapter needs a namespace.');
    return [`${this.namespace}:`, `${this.namespace}${AFTER_COLON}`];
  }

  // Keyv's interface leaves the type of a stored value to its caller: here it is the text that Keyv serialised.
  async get<Value>(key: string): Promise<Value | undefined> {
    const [value] = await this.getMany<Value>([key]);
    return value;
  }

  async getMany<Value>(keys: string[]): Promise<Array<Value | undefined>> {
    const { rows } = await this.#query('SELECT key, value FROM difference_engine WHERE key = ANY($1)', [keys]);
    const values = new Map(rows.map(({ key, value }) => [key, value]));
    return keys.map((key) => values.get(key) as Value | undefined);
  }

  async set(key: string, value: string): Promise<boolean> {
    const upsert = `INSERT INTO difference_engine (key, value) VALUES ($1, $2)
      ON CONFLICT (key) DO UPDATE SET value = excluded.value`;
    await this.#query(upsert, [key, value]);
    return true;
  }

  async has(key: string): Promise<boolean> {
    return (await this.get(key)) !== undefined;
  }

  async delete(key: string): Promise<boolean> {
    return this.deleteMany([key]);
  }

  async deleteMany(keys: string[]): Promise<boolean> {
    const { rowCount } = await this.#query('DELETE FROM difference_engine WHERE key = ANY($1)', [keys]);
    return (rowCount ?? 0) > 0;
  }

  async clear(): Promise<void> {
    await this.#query('DELETE FROM difference_engine WHERE key >= $1 AND key < $2', [...this.#range]);
  }

  async *iterator<Value>(): AsyncGenerator<Array<string | Awaited<Value> | undefined>, void> {
    const [from, end] = this.#range;
    const page = `SELECT key, value FROM difference_engine WHERE key > $1 AND key < $2 ORDER BY key LIMIT ${PAGE_ROWS}`;
    let last: string | undefined = from;
    while (last !== undefined) {
      const { rows } = await this.#query(page, [last, end]);
      for (const { key, value } of rows) yield [key, value as Awaited<Value>];
      last = rows.at(-1)?.key;
    }
  }

  #query(text: string, values: readonly unknown[]) {
    return this.#pool.query<Row>(text, [...values]);
  }
}
