/**
 * Lets work go on that somebody will wait for later: when it fails, those who wait are told, and the process does not end
 * where nobody waits any more.
 */
export function begin<Result>(work: Promise<Result>): Promise<Result> {
  work.catch(() => undefined);
  return work;
}

/**
 * Begins works one after the other: together they take no more than one processor from those who are in a hurry. Those
 * that have not begun when the signal aborts never do, and fail with its reason.
 */
export class InTurn {
  private readonly signal: AbortSignal | undefined;
  private last: Promise<unknown> = Promise.resolve();

  constructor(signal?: AbortSignal) {
    this.signal = signal;
  }

  readonly begin = <Result>(work: () => Promise<Result>): Promise<Result> => {
    const result = begin(
      this.last.then(() => {
        this.signal?.throwIfAborted();
        return work();
      }),
    );
    this.last = result.catch(() => undefined);
    return result;
  };
}
