type Work = () => Promise<void>;

/** Does pieces of work, a few at the same time and never two of one key; a key that waits or is at work takes no more. */
export class WorkQueue {
  readonly #atOnce: number;
  readonly #onError: (key: string, error: unknown) => void;
  readonly #waiting = new Map<string, Work>();
  readonly #atWork = new Map<string, Promise<void>>();
  #closed = false;

  /** @param onError hears of work that failed */
  constructor(atOnce: number, onError: (key: string, error: unknown) => void) {
    this.#atOnce = atOnce;
    this.#onError = onError;
  }

  /** @returns false when the key has work already, or the queue is closed */
  add(key: string, work: Work): boolean {
    if (this.#closed || this.#waiting.has(key) || this.#atWork.has(key)) return false;
    this.#waiting.set(key, work);
    this.#startNext();
    return true;
  }

  /** Resolves when the key has no work any more. */
  async done(key: string): Promise<void> {
    while (this.#waiting.has(key) || this.#atWork.has(key)) {
      await (this.#atWork.get(key) ?? Promise.race(this.#atWork.values()));
    }
  }

  /** Resolves when there is no work any more. */
  async whenIdle(): Promise<void> {
    while (this.#atWork.size > 0) await Promise.all(this.#atWork.values());
  }

  /** Forgets what waits, and waits for what is at work. */
  async close(): Promise<void> {
    this.#closed = true;
    this.#waiting.clear();
    await this.whenIdle();
  }

  #startNext(): void {
    const [next] = this.#waiting;
    if (next === undefined || this.#atWork.size >= this.#atOnce) return;
    const [key, work] = next;
    this.#waiting.delete(key);
    this.#atWork.set(key, this.#run(key, work));
  }

  async #run(key: string, work: Work): Promise<void> {
    try {
      await work();
    } catch (error) {
      this.#onError(key, error);
    } finally {
      this.#atWork.delete(key);
      this.#startNext();
    }
  }
}
