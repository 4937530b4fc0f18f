import { PermissionFlagsBits } from 'discord.js';
import { isOver, reveal } from '../game/round-rules.ts';
import { translator } from '../i18n.ts';
import { changeRound, type Game } from './find-round.ts';
import { type Answerable, deferReply, editReply } from './replies.ts';
import type { BotServices } from './services.ts';
import { answersView } from './views/answers.ts';
import { pictureFile } from './views/files.ts';
import type { View } from './views/view.ts';

async function loadAnswers({ round, puzzle }: Game, { stores }: BotServices, locale: string): Promise<View> {
  const t = translator(locale);
  const bytes = await stores.pictures.get(puzzle.pictures.answers);
  return answersView(round, puzzle, t, pictureFile(puzzle, 'answers', bytes, t));
}

/**
 * Ends a round and shows its answers to everybody. When it is over already, the one who asks sees them again.
 *
 * @throws CodedError `not-allowed-to-reveal`, `picture-file-missing`, `round-not-found`
 */
export async function showAnswers(
  interaction: Answerable,
  { round, puzzle }: Game,
  services: BotServices,
): Promise<void> {
  const isModerator = interaction.memberPermissions?.has(PermissionFlagsBits.ManageMessages) ?? false;
  const asker = { playerId: interaction.user.id, isModerator };
  const now = Date.now();
  const change = await changeRound(round.id, services.stores, (before) => ({
    round: reveal(before, asker, now),
    wasOver: isOver(before, now),
  }));
  await deferReply(interaction, change.wasOver ? 'private' : 'public');
  services.posts.refresh(round.id);
  await editReply(interaction, await loadAnswers({ round: change.round, puzzle }, services, interaction.locale));
}

/** Shows everybody the answers of a round that a guess has just ended. */
export async function followUpWithAnswers(interaction: Answerable, game: Game, services: BotServices): Promise<void> {
  // Not repeated by us when the connection breaks: it could show twice, and the answers stay within reach of the button.
  await interaction.followUp(await loadAnswers(game, services, game.round.locale));
}
