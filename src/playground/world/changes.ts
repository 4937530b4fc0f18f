/** Lets many wait for a condition on the world without polling: every change asks all who wait to look again. */
export class Changes {
  readonly #waiting = new Set<() => void>();
  #closedBecause: string | undefined;

  /** Tells everybody who waits that something changed. */
  notify(): void {
    for (const look of [...this.#waiting]) look();
  }

  /**
   * @param what completes the sentence "Waited in vain for ..."
   * @param read returns undefined while there is nothing yet; what it throws rejects the wait
   */
  until<T>(what: string, timeoutMs: number, read: () => T | undefined): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      const finish = (settle: () => void) => {
        clearTimeout(timer);
        this.#waiting.delete(look);
        settle();
      };
      const look = () => {
        try {
          if (this.#closedBecause !== undefined) throw new Error(this.#closedBecause);
          const found = read();
          if (found !== undefined) finish(() => resolve(found));
        } catch (error) {
          finish(() => reject(error));
        }
      };
      const timer = setTimeout(
        () => finish(() => reject(new Error(`Waited in vain for ${what} (${timeoutMs} ms).`))),
        timeoutMs,
      );
      this.#waiting.add(look);
      look();
    });
  }

  /** Ends all waiting, now and later, with an Error. */
  close(): void {
    this.#closedBecause = 'The playground was closed.';
    this.notify();
  }
}
