import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Keyv } from 'keyv';
import type { ResultStore } from '../game/ports.ts';
import { monthOf, type RoundResult } from '../game/round-result.ts';
import { KeyedMutex } from './keyed-mutex.ts';
import { Shelf } from './shelf.ts';

/** Read before others have their turn on this thread. */
const RESULTS_PER_TURN = 20;

const monthKey = (guildId: string, month: string) => `${guildId}:${month}`;

/**
 * Keeps results in Keyv, one value for each round. Which rounds belong to a month is an index, a shortcut only: it can be
 * rebuilt from the results.
 */
export class KeyvResultStore implements ResultStore {
  readonly #results: Shelf<RoundResult>;
  readonly #months: Shelf<readonly string[]>;
  readonly #serverMonths: Shelf<readonly string[]>;
  readonly #locks = new KeyedMutex();

  constructor(results: Keyv, months: Keyv, serverMonths: Keyv) {
    this.#results = new Shelf(results);
    this.#months = new Shelf(months);
    this.#serverMonths = new Shelf(serverMonths);
  }

  get(roundId: string): Promise<RoundResult | undefined> {
    return this.#results.get(roundId);
  }

  /** Names the round in the index first: a crash in between leaves an id that leads nowhere, never a result unseen. */
  async put(result: RoundResult): Promise<void> {
    await this.#index(result);
    await this.#results.put(result.roundId, result);
  }

  async ofMonth(guildId: string, month: string): Promise<readonly RoundResult[]> {
    const ids = (await this.#months.get(monthKey(guildId, month))) ?? [];
    const results: RoundResult[] = [];
    for (const [index, id] of ids.entries()) {
      const result = await this.#results.get(id);
      if (result !== undefined) results.push(result);
      // A busy month has thousands, and a store in a file reads without a pause.
      if (index % RESULTS_PER_TURN === 0) await nextTurn();
    }
    return results.sort((a, b) => a.endedAt - b.endedAt);
  }

  async monthsOf(guildId: string): Promise<readonly string[]> {
    return ((await this.#serverMonths.get(guildId)) ?? []).toSorted();
  }

  all(): AsyncIterable<RoundResult> {
    return this.#results.all();
  }

  /** Makes the index anew. */
  async rebuild(): Promise<void> {
    for await (const result of this.#results.all()) await this.#index(result);
  }

  /** To be called once before use: an empty index is one that was lost. */
  async prepare(): Promise<void> {
    // The index of a server's months is younger than the other one.
    for await (const _ of this.#serverMonths.all()) return;
    await this.rebuild();
  }

  async #index({ roundId, guildId, endedAt }: RoundResult): Promise<void> {
    const month = monthOf(endedAt);
    await this.#add(this.#serverMonths, guildId, month);
    await this.#add(this.#months, monthKey(guildId, month), roundId);
  }

  #add(shelf: Shelf<readonly string[]>, key: string, entry: string): Promise<void> {
    return this.#locks.run(key, async () => {
      const entries = (await shelf.get(key)) ?? [];
      if (!entries.includes(entry)) await shelf.put(key, [...entries, entry]);
    });
  }
}
