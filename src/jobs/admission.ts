import { CodedError } from '../contract/coded-error.ts';

/** How many jobs may be where. */
export interface AdmissionLimits {
  readonly running: number;
  readonly waiting: number;
  /** Running and waiting together. */
  readonly perUser: number;
}

/** Gives the place back; to be called exactly once. */
export type Leave = () => void;

/**
 * The door of a runner: lets jobs in, in the order in which they came, and refuses what is too much. Every place
 * taken is given back, whether the job went well, failed, or was cancelled while it waited.
 */
export class Admission {
  readonly #limits: AdmissionLimits;
  readonly #perUser = new Map<string, number>();
  readonly #queue: Array<() => void> = [];
  #running = 0;

  constructor(limits: AdmissionLimits) {
    this.#limits = limits;
  }

  get running(): number {
    return this.#running;
  }

  get waiting(): number {
    return this.#queue.length;
  }

  /**
   * Waits for a place among the running jobs.
   *
   * @param userId whom to count the job for; undefined: nobody
   * @param signal ends the waiting; its reason is what the promise rejects with
   * @throws CodedError `too-many-jobs`, `queue-full`
   */
  async enter(userId: string | undefined, signal: AbortSignal): Promise<Leave> {
    signal.throwIfAborted();
    this.#refuseTooMuch(userId);
    this.#count(userId, 1);
    try {
      await this.#place(signal);
    } catch (error) {
      this.#count(userId, -1);
      throw error;
    }
    return () => {
      this.#count(userId, -1);
      this.#handOn();
    };
  }

  #refuseTooMuch(userId: string | undefined): void {
    const { running, waiting, perUser } = this.#limits;
    if (userId !== undefined && (this.#perUser.get(userId) ?? 0) >= perUser) {
      throw new CodedError('too-many-jobs', { max: perUser });
    }
    if (this.#running >= running && this.waiting >= waiting) {
      throw new CodedError('queue-full', { waiting: this.waiting });
    }
  }

  #count(userId: string | undefined, change: 1 | -1): void {
    if (userId === undefined) return;
    const jobs = (this.#perUser.get(userId) ?? 0) + change;
    if (jobs > 0) this.#perUser.set(userId, jobs);
    else this.#perUser.delete(userId);
  }

  #place(signal: AbortSignal): Promise<void> {
    if (this.#running < this.#limits.running) {
      this.#running++;
      return Promise.resolve();
    }
    return new Promise((resolve, reject) => {
      const start = () => {
        signal.removeEventListener('abort', giveUp);
        resolve();
      };
      const giveUp = () => {
        this.#queue.splice(this.#queue.indexOf(start), 1);
        reject(signal.reason);
      };
      signal.addEventListener('abort', giveUp, { once: true });
      this.#queue.push(start);
    });
  }

  /** The place goes straight to the next in the queue, so nobody slips in between. */
  #handOn(): void {
    const next = this.#queue.shift();
    if (next) next();
    else this.#running--;
  }
}
