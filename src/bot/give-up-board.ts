import { giveUp } from '../game/round-rules.ts';
import { changeRound, type Game } from './find-round.ts';
import { type Answerable, deferReply, editReply } from './replies.ts';
import type { BotServices } from './services.ts';
import { loadAnswers } from './show-answers.ts';

/**
 * Closes the board of a player and shows the answers to nobody else. Who gave up already sees them again.
 *
 * @throws CodedError `round-ended`, `round-not-found`, `picture-file-missing`
 */
export async function giveUpBoard(interaction: Answerable, game: Game, services: BotServices): Promise<void> {
  const playerId = interaction.user.id;
  const { round } = await changeRound(game.round.id, services.stores, (before) => ({
    round: giveUp(before, playerId, Date.now()),
  }));
  await deferReply(interaction, 'private');
  if (round.mode === 'solo') services.posts.refresh(round.id, interaction);
  const { puzzle } = game;
  await editReply(interaction, await loadAnswers({ round, puzzle }, services, interaction.locale, playerId));
}
