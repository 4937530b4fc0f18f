import { setTimeout as sleep } from 'node:timers/promises';
import { isTransient } from './discord-errors.ts';

/** Pauses before the second, third and fourth try. In sum below the 3 s in which Discord wants an acknowledgement. */
const PAUSES_MS = [100, 400, 1200];

/**
 * Repeats a request that does no harm twice when the connection broke or Discord had a hiccup; discord.js itself
 * repeats the latter at once only and the former not at all.
 */
export async function retryTransient<Result>(request: () => Promise<Result>): Promise<Result> {
  for (const pause of PAUSES_MS) {
    try {
      return await request();
    } catch (error) {
      if (!isTransient(error)) throw error;
      await sleep(pause);
    }
  }
  return request();
}
