/** What has been opened and must be closed, in reverse order. */
export class Shutdown {
  readonly #steps: (() => Promise<void>)[] = [];
  readonly #starting = new AbortController();
  readonly #onError: (error: unknown) => void;
  #running: Promise<void> | undefined;

  /** @param onError hears of a step that failed; the others run all the same */
  constructor(onError: (error: unknown) => void) {
    this.#onError = onError;
  }

  /** Aborted as soon as the shutdown begins: what is still starting gives up. */
  get signal(): AbortSignal {
    return this.#starting.signal;
  }

  /** Adds a step that runs before all that were added earlier. */
  add(step: () => Promise<void>): void {
    this.#steps.push(step);
  }

  /** Runs all steps, once however often it is called. */
  run(): Promise<void> {
    this.#running ??= this.#runSteps();
    return this.#running;
  }

  async #runSteps(): Promise<void> {
    this.#starting.abort();
    for (let step = this.#steps.pop(); step !== undefined; step = this.#steps.pop()) {
      try {
        await step();
      } catch (error) {
        this.#onError(error);
      }
    }
  }
}
