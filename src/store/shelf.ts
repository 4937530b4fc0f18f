import type { Keyv } from 'keyv';

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

  constructor(keyv: Keyv, migrations: readonly Migration[] = []) {
    // A write that Keyv only reports as an event would be lost while the player reads "found".
    keyv.throwOnErrors = true;
    this.#keyv = keyv;
    this.#migrations = migrations;
  }

  get #schema(): number {
    return this.#migrations.length + 1;
  }

  async get(id: string): Promise<Value | undefined> {
    const envelope = await this.#keyv.get<Envelope>(id);
    return envelope === undefined ? undefined : this.#open(id, envelope);
  }

  /** @throws Error when the value was not stored */
  async put(id: string, value: Value): Promise<void> {
    const stored = await this.#keyv.set<Envelope>(id, { schema: this.#schema, data: value });
    if (!stored) throw new Error(`The store did not take ${this.#keyv.namespace} ${id}.`);
  }

  async delete(id: string): Promise<void> {
    await this.#keyv.delete(id);
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

  #open(id: string, { schema, data }: Envelope): Value {
    if (!Number.isInteger(schema) || schema < 1 || schema > this.#schema) {
      throw new Error(
        `${this.#keyv.namespace} ${id} has schema ${schema}; this version of the program knows 1 to ${this.#schema}.`,
      );
    }
    return this.#migrations.slice(schema - 1).reduce((older, lift) => lift(older), data) as Value;
  }
}
