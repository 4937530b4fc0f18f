import { isDailyRound, isPastRound } from '../game/daily.ts';
import type { RoundStore } from '../game/ports.ts';

/**
 * Deletes rounds that were opened but never posted, because the program was killed in between: nobody can see them,
 * yet `/guess` would take them for the newest of their channel. Only for the start, when none is being posted. Dailies
 * have a claim that says what became of their post, and past ones are played without a post.
 *
 * @returns how many there were
 */
export async function dropUnpostedRounds(rounds: RoundStore): Promise<number> {
  const unposted: string[] = [];
  for await (const { id, messageId, ended } of rounds.all()) {
    const needsPost = !isDailyRound(id) && !isPastRound(id);
    if (needsPost && messageId === null && ended === null) unposted.push(id);
  }
  for (const id of unposted) await rounds.delete(id);
  return unposted.length;
}
