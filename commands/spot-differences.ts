import type { Message } from 'discord.js';
import type { MessageCommand } from '../src/bot/command.ts';
import { attachedPictures, messageCommand } from '../src/bot/message-command.ts';
import { spotPictures } from '../src/bot/spot-pictures.ts';
import { CodedError } from '../src/contract/coded-error.ts';

/** @throws CodedError `own-post`, `no-attached-pictures` */
function picturesOf(message: Message) {
  const [a, b] = attachedPictures(message);
  if (a === undefined) throw new CodedError('no-attached-pictures', {});
  return { a, b };
}

export default {
  data: messageCommand((t) => t('commands.spotDifferences.name')),
  on: 'messages',
  acknowledge: 'by-itself',
  // It is somebody else's post: the one who asks decides whether others shall know.
  execute: (interaction, services) =>
    spotPictures(interaction, { ...picturesOf(interaction.targetMessage), map: false, audience: 'private' }, services),
} satisfies MessageCommand;
