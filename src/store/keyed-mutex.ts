/** Lets one caller at a time work on a key; callers of other keys do not wait. */
export class KeyedMutex {
  /** The last piece of work of each busy key. Never rejects. */
  readonly #tails = new Map<string, Promise<void>>();

  /** How many keys are busy. Idle keys take no memory. */
  get size(): number {
    return this.#tails.size;
  }

  /** Runs work after all earlier work on the key is done, whether it went well or not. */
  async run<Result>(key: string, work: () => Promise<Result>): Promise<Result> {
    const result = (this.#tails.get(key) ?? Promise.resolve()).then(work);
    const tail = result.then(
      () => undefined,
      () => undefined,
    );
    this.#tails.set(key, tail);
    try {
      return await result;
    } finally {
      if (this.#tails.get(key) === tail) this.#tails.delete(key);
    }
  }
}
