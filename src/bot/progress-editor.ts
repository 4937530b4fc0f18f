import { setTimeout as sleep } from 'node:timers/promises';

/** Edits cost rate limit that all players share; faster than this nobody reads. */
const PAUSE_BETWEEN_EDITS_MS = 1500;

/**
 * Shows the latest state of something by edits that never overlap and never come faster than a pause. States that are
 * overtaken are not shown.
 */
export class ProgressEditor<State> {
  readonly #edit: (state: State) => Promise<unknown>;
  readonly #pauseMs: number;
  readonly #hurry = new AbortController();
  #latest: { readonly state: State } | undefined;
  #working: Promise<void> | undefined;

  /** @param edit shows a state and never rejects: what goes wrong is its own to report */
  constructor(edit: (state: State) => Promise<unknown>, pauseMs: number = PAUSE_BETWEEN_EDITS_MS) {
    this.#edit = edit;
    this.#pauseMs = pauseMs;
  }

  /** Shows this state now or after the pause, unless a newer one comes before. */
  show(state: State): void {
    if (this.#hurry.signal.aborted) return;
    this.#latest = { state };
    this.#working ??= this.#work();
  }

  /** Whether everything is shown and the pause after it is over. */
  get isIdle(): boolean {
    return this.#working === undefined;
  }

  /** Resolves once idle. */
  async whenIdle(): Promise<void> {
    await this.#working;
  }

  /** Shows the latest state without further pause, and nothing after it. */
  async flush(): Promise<void> {
    this.#hurry.abort();
    await this.#working;
  }

  /** Waits for the edit under way, drops what has not been shown, and shows nothing more. */
  async finish(): Promise<void> {
    this.#latest = undefined;
    await this.flush();
  }

  async #work(): Promise<void> {
    while (this.#latest !== undefined) {
      const { state } = this.#latest;
      this.#latest = undefined;
      await this.#edit(state);
      // Ends early, by rejecting, when there is a hurry.
      await sleep(this.#pauseMs, undefined, { signal: this.#hurry.signal }).catch(() => undefined);
    }
    this.#working = undefined;
  }
}
