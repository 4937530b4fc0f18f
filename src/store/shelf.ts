import type { Keyv } from 'keyv';
import { RecentValues } from './recent-values.ts';

/** Lifts a stored value from one schema version to the next. */
export type Migration = (data: unknown) => unknown;

/** How a value lies in Keyv. */
interface Envelope {
  readonly schema: number;
  readonly data: unknown;
}

/**
 * Values of one kind in one Keyv namespace, each with the version of its schema. The version is one more than the
 * number of migrations; older values are lifted when they are read.
 */
export class Shelf<Value> {
  readonly #keyv: Keyv;
  readonly #migrations: readonly Migration[];
  readonly #recent: RecentValues<Value>;
  #changes = 0;

  /**
   * @param keepRecent how many values to keep at hand, for those that this process alone writes: reading one again
   * gives the very same object
   */
  constructor(keyv: Keyv, migrations: readonly Migration[] = [], keepRecent = 0) {
    // A write that Keyv only reports as an event would be lost while the player reads "found".
    keyv.throwOnErrors = true;
    this.#keyv = keyv;
    this.#migrations = migrations;
    this.#recent = new RecentValues(keepRecent);
  }

  get #schema(): number {
    return this.#migrations.length + 1;
  }

  async get(id: string): Promise<Value | undefined> {
    const recent = this.#recent.get(id);
    if (recent !== undefined) return recent;
    const changes = this.#changes;
    const envelope = await this.#keyv.get<Envelope>(id);
    if (envelope === undefined) return undefined;
    const value = this.#open(id, envelope);
    // What was written meanwhile is newer than what was read.
    if (changes === this.#changes) this.#recent.set(id, value);
    return value;
  }

  /** @throws Error when the value was not stored */
  async put(id: string, value: Value): Promise<void> {
    // Should the write fail, nobody knows what is stored: the next reader looks.
    this.#forget(id);
    const stored = await this.#keyv.set<Envelope>(id, { schema: this.#schema, data: value });
    if (!stored) throw new Error(`The store did not take ${this.#keyv.namespace} ${id}.`);
    this.#forget(id);
    this.#recent.set(id, value);
  }

  async delete(id: string): Promise<void> {
    this.#forget(id);
    await this.#keyv.delete(id);
    this.#forget(id);
  }

  async *all(): AsyncGenerator<Value> {
    if (!this.#keyv.iterator) throw new Error(`The store of ${this.#keyv.namespace} cannot be listed.`);
    // Some stores name an entry twice while others come and go.
    const seen = new Set<string>();
    for await (const [id, envelope] of this.#keyv.iterator({})) {
      if (seen.has(id)) continue;
      seen.add(id);
      yield this.#open(id, envelope);
    }
  }

  #forget(id: string): void {
    this.#changes++;
    this.#recent.delete(id);
  }

  #open(id: string, { schema, data }: Envelope): Value {
    if (!Number.isInteger(schema) || schema < 1 || schema > this.#schema) {
      throw new Error(
        `${this.#keyv.namespace} ${id} has schema ${schema}; this version of the program knows 1 to ${this.#schema}.`,
      );
    }
    return this.#migrations.slice(schema - 1).reduce((older, lift) => lift(older), data) as Value;
  }
}
