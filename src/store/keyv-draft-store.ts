import type { Keyv } from 'keyv';
import type { Draft } from '../game/draft.ts';
import type { DraftStore } from '../game/ports.ts';
import { KeyedMutex } from './keyed-mutex.ts';
import { Shelf } from './shelf.ts';

/** Keeps drafts in Keyv. */
export class KeyvDraftStore implements DraftStore {
  readonly #drafts: Shelf<Draft>;
  readonly #locks = new KeyedMutex();

  constructor(keyv: Keyv) {
    this.#drafts = new Shelf(keyv);
  }

  get(id: string): Promise<Draft | undefined> {
    return this.#drafts.get(id);
  }

  put(draft: Draft): Promise<void> {
    return this.#locks.run(draft.id, () => this.#drafts.put(draft.id, draft));
  }

  update(id: string, change: (draft: Draft) => Draft): Promise<Draft | undefined> {
    return this.#locks.run(id, async () => {
      const before = await this.#drafts.get(id);
      if (before === undefined) return undefined;
      const after = change(before);
      if (after !== before) await this.#drafts.put(id, after);
      return after;
    });
  }

  delete(id: string): Promise<void> {
    return this.#locks.run(id, () => this.#drafts.delete(id));
  }

  all(): AsyncIterable<Draft> {
    return this.#drafts.all();
  }
}
