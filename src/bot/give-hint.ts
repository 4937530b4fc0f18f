import { nextHint } from '../game/hints.ts';
import { translator } from '../i18n.ts';
import { changeRound, type Game } from './find-round.ts';
import { type Answerable, replyPrivately } from './replies.ts';
import type { BotServices } from './services.ts';
import { hintView } from './views/hint.ts';

/** Gives the next hint of a round. @throws CodedError of the rules, or `round-not-found` */
export async function giveHint(interaction: Answerable, { round, puzzle }: Game, services: BotServices): Promise<void> {
  const asked = { id: interaction.id, playerId: interaction.user.id, at: Date.now() };
  const given = await changeRound(round.id, services.stores, (before) => nextHint(before, puzzle.key, asked));
  await replyPrivately(interaction, hintView(given, translator(interaction.locale)));
  services.posts.refresh(round.id);
}
