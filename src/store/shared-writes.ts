import { setImmediate as nextTurn } from 'node:timers/promises';
import type { KeyedMutex } from './keyed-mutex.ts';
import type { Shelf } from './shelf.ts';

/** A change that waits to be made, and whom to tell. */
interface Waiting<Value> {
  readonly change: (value: Value) => Value;
  readonly resolve: (after: Value | undefined) => void;
  readonly reject: (error: unknown) => void;
}

/** Told in one turn of the event loop: the first answers of a crowd are on their way while the others are written. */
const TOLD_PER_TURN = 8;

/**
 * Changes values one after the other, each from what the one before made of it. Those of one value that come at the same
 * moment share one read and one write, so that a crowd need not wait for as many writes as it has people. Nobody is told
 * of a change before the write that holds it is done.
 */
export class SharedWrites<Value> {
  readonly #shelf: Pick<Shelf<Value>, 'get' | 'put'>;
  readonly #locks: KeyedMutex;
  readonly #waiting = new Map<string, Waiting<Value>[]>();

  constructor(shelf: Pick<Shelf<Value>, 'get' | 'put'>, locks: KeyedMutex) {
    this.#shelf = shelf;
    this.#locks = locks;
  }

  /**
   * Makes a change. When it returns the very value that it was given, it asks for no write.
   *
   * @returns the value after this change, or undefined when there is none under this id
   * @throws what `change` throws; the others are not affected by it
   */
  update(id: string, change: (value: Value) => Value): Promise<Value | undefined> {
    return new Promise((resolve, reject) => {
      const waiting = this.#waiting.get(id);
      if (waiting !== undefined) {
        waiting.push({ change, resolve, reject });
        return;
      }
      this.#waiting.set(id, [{ change, resolve, reject }]);
      void this.#locks.run(id, () => this.#changeTogether(id));
    });
  }

  async #changeTogether(id: string): Promise<void> {
    // What arrived with one packet of the network is read in one turn of the event loop.
    await nextTurn();
    const waiting = this.#waiting.get(id) ?? [];
    this.#waiting.delete(id);
    try {
      const tell = await this.#makeAll(id, waiting);
      for (const [index, each] of tell.entries()) {
        if (index > 0 && index % TOLD_PER_TURN === 0) await nextTurn();
        each();
      }
    } catch (error) {
      for (const { reject } of waiting) reject(error);
    }
  }

  /** @returns what to tell each of them, now that it is stored */
  async #makeAll(id: string, waiting: readonly Waiting<Value>[]): Promise<(() => void)[]> {
    const before: Value | undefined = await this.#shelf.get(id);
    if (before === undefined)
      return waiting.map(
        ({ resolve }) =>
          () =>
            resolve(undefined),
      );
    let current: Value = before;
    const tell = waiting.map(({ change, resolve, reject }) => {
      try {
        const after = change(current);
        current = after;
        return () => resolve(after);
      } catch (error) {
        return () => reject(error);
      }
    });
    if (current !== before) await this.#shelf.put(id, current);
    return tell;
  }
}
