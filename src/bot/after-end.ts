import type { Round } from '../game/round.ts';
import { settleRound } from '../store/settle-results.ts';
import type { BotServices } from './services.ts';

/** What follows the end of a round: its post says so, and its result counts. What fails is made up for at the next start. */
export async function afterEnd(round: Round, { posts, stores, clock, log }: BotServices): Promise<void> {
  clock.forget(round.id);
  posts.refresh(round.id);
  await settleRound(round, stores).catch((err) => log.error({ err, roundId: round.id }, 'a result was not stored'));
}
