/**
 * Lets work go on that somebody will wait for later: when it fails, those who wait are told, and the process does not end
 * where nobody waits any more.
 */
export function begin<Result>(work: Promise<Result>): Promise<Result> {
  work.catch(() => undefined);
  return work;
}
