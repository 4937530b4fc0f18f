import { PermissionFlagsBits } from 'discord.js';
import { isOver, mayReveal, reveal } from '../game/round-rules.ts';
import { translator } from '../i18n.ts';
import { afterEnd } from './after-end.ts';
import { changeRound, type Game } from './find-round.ts';
import { type Answerable, deferReply, editReply, replyPrivately } from './replies.ts';
import type { BotServices } from './services.ts';
import { answersView } from './views/answers.ts';
import { pictureFile } from './views/files.ts';
import { giveUpView } from './views/give-up.ts';
import type { View } from './views/view.ts';

/**
 * The answers of a round with their picture.
 *
 * @param viewerId the one who sees them, when it is for one player
 * @throws CodedError `picture-file-missing`
 */
export async function loadAnswers(
  { round, puzzle }: Game,
  { stores }: BotServices,
  locale: string,
  viewerId?: string,
): Promise<View> {
  const t = translator(locale);
  const bytes = await stores.pictures.get(puzzle.pictures.answers);
  return answersView(round, puzzle, t, pictureFile(puzzle, 'answers', bytes, t), viewerId);
}

/**
 * Ends a round and shows its answers to everybody. When it is over already, the one who asks sees them again; who may
 * not end it is offered to give up.
 *
 * @throws CodedError `picture-file-missing`, `round-not-found`
 */
export async function showAnswers(
  interaction: Answerable,
  { round, puzzle }: Game,
  services: BotServices,
): Promise<void> {
  const isModerator = interaction.memberPermissions?.has(PermissionFlagsBits.ManageMessages) ?? false;
  const asker = { playerId: interaction.user.id, isModerator };
  const now = Date.now();
  if (!mayReveal(round, asker, now)) {
    await replyPrivately(interaction, giveUpView(round, translator(interaction.locale)));
    return;
  }
  const change = await changeRound(round.id, services.stores, (before) => ({
    round: reveal(before, asker, now),
    wasOver: isOver(before, now),
  }));
  await deferReply(interaction, change.wasOver ? 'private' : 'public');
  await afterEnd(change.round, services);
  const viewerId = change.wasOver ? asker.playerId : undefined;
  const game = { round: change.round, puzzle };
  await editReply(interaction, await loadAnswers(game, services, interaction.locale, viewerId));
}

/** Shows everybody the answers of a round that a guess has just ended. */
export async function followUpWithAnswers(interaction: Answerable, game: Game, services: BotServices): Promise<void> {
  // Not repeated by us when the connection breaks: it could show twice, and the answers stay within reach of the button.
  await interaction.followUp(await loadAnswers(game, services, game.round.locale));
}
