import { endWhenTimeIsUp } from '../game/round-rules.ts';
import { afterEnd } from './after-end.ts';
import { isExpiredToken, isUnreachablePost } from './discord-errors.ts';
import { changeRound, findGame } from './find-round.ts';
import type { BotServices } from './services.ts';
import { loadAnswers } from './show-answers.ts';

/** Ends a round whose time is up and shows everybody the answers. */
async function endInTime(roundId: string, services: BotServices): Promise<void> {
  const { puzzle } = await findGame(roundId, services.stores);
  const { round, isEnd } = await changeRound(roundId, services.stores, (before) => {
    const after = endWhenTimeIsUp(before, Date.now());
    return { round: after, isEnd: after !== before };
  });
  if (!isEnd) return;
  await afterEnd(round, services);
  const answers = await loadAnswers({ round, puzzle }, services, round.locale);
  const webhook = round.live?.webhook ?? null;
  await (webhook === null
    ? services.messages.post(round.channelId, answers)
    : services.webhooks.post(webhook, answers));
}

/** The same when nobody waits for it: what fails is logged. The answers stay within reach of /reveal. */
export async function whenTimeIsUp(roundId: string, services: BotServices): Promise<void> {
  try {
    await endInTime(roundId, services);
  } catch (err) {
    if (isUnreachablePost(err) || isExpiredToken(err))
      services.log.warn({ err, roundId }, 'the answers cannot be posted here');
    else services.log.error({ err, roundId }, 'ending a round in time failed');
  }
}
