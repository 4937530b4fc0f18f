import type { Round } from '../game/round.ts';

/** Tells when the time of rounds is up. What is armed here is derived from the rounds: after a restart it is armed anew. */
export class RoundClock {
  readonly #onTimeUp: (roundId: string) => void;
  readonly #timers = new Map<string, NodeJS.Timeout>();

  constructor(onTimeUp: (roundId: string) => void) {
    this.#onTimeUp = onTimeUp;
  }

  /** Waits for the end of a round's time, if it has one. It may be over already. */
  watch({ id, endsAt, ended }: Pick<Round, 'id' | 'endsAt' | 'ended'>): void {
    this.forget(id);
    if (endsAt === null || ended !== null) return;
    const timer = setTimeout(() => {
      this.#timers.delete(id);
      this.#onTimeUp(id);
    }, endsAt - Date.now());
    this.#timers.set(id, timer);
  }

  forget(roundId: string): void {
    clearTimeout(this.#timers.get(roundId));
    this.#timers.delete(roundId);
  }

  close(): void {
    for (const id of [...this.#timers.keys()]) this.forget(id);
  }
}
