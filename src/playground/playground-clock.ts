/** The time of the playground: the real one, plus what a test has jumped over. */
export class PlaygroundClock {
  #aheadMs = 0;
  readonly #now: () => number;

  /** @param now milliseconds since 1970; the real clock by default */
  constructor(now: () => number = Date.now) {
    this.#now = now;
  }

  /** Milliseconds since 1970. */
  now(): number {
    return this.#now() + this.#aheadMs;
  }

  /** Jumps ahead, so that a test need not wait for a deadline. */
  jump(ms: number): void {
    this.#aheadMs += ms;
  }
}
