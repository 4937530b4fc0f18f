import type { ButtonInteraction } from 'discord.js';
import { CodedError } from '../contract/coded-error.ts';
import type { EncodedPicture } from '../contract/messages.ts';
import { refuseIdle } from '../game/round-rules.ts';
import { translator } from '../i18n.ts';
import { answerGuess } from './answer-guess.ts';
import { parseCustomId } from './custom-ids.ts';
import type { Game } from './find-round.ts';
import { deferUpdate, editReply, replyPrivately, updateMessage } from './replies.ts';
import type { BotServices } from './services.ts';
import { gridParts, zoomPartView, zoomStartView } from './views/zoom.ts';
import { prepareZoom, readyZoomPart, zoomPart } from './zoom-pictures.ts';

const argumentOf = ({ customId }: ButtonInteraction): string =>
  parseCustomId(customId, ['zoom-part', 'tap'])?.argument ?? '';

/** Lets a player point without typing, for their eyes only. @throws CodedError of the rules */
export async function startZoom(
  interaction: ButtonInteraction,
  { round, puzzle }: Game,
  services: BotServices,
): Promise<void> {
  refuseIdle(round, puzzle.key, interaction.user.id, Date.now());
  prepareZoom(puzzle, services);
  await replyPrivately(interaction, zoomStartView(round, puzzle.key.grid, translator(interaction.locale)));
}

/** Back to the choice of a part. */
export async function leaveZoom(interaction: ButtonInteraction, { round, puzzle }: Game): Promise<void> {
  await updateMessage(interaction, zoomStartView(round, puzzle.key.grid, translator(interaction.locale)));
}

/** Shows a part of both pictures enlarged. @throws CodedError of the job, `picture-file-missing`, `round-not-found` */
export async function zoomIn(
  interaction: ButtonInteraction,
  { round, puzzle }: Game,
  services: BotServices,
): Promise<void> {
  const part = gridParts(puzzle.key.grid).flat()[Number(argumentOf(interaction))];
  if (part === undefined) throw new CodedError('round-not-found', {});
  const draw = (picture: EncodedPicture) => zoomPartView(round, part, picture, translator(interaction.locale));
  const ready = readyZoomPart(part, puzzle, services);
  if (ready !== undefined) return updateMessage(interaction, draw(ready));
  await deferUpdate(interaction);
  await editReply(interaction, draw(await zoomPart(part, puzzle, services)));
}

/** Guesses the cell of a button. */
export function tapCell(interaction: ButtonInteraction, game: Game, services: BotServices): Promise<void> {
  return answerGuess(interaction, game, argumentOf(interaction), services);
}
