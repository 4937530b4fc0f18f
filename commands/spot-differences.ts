import {
  ApplicationCommandType,
  ApplicationIntegrationType,
  ContextMenuCommandBuilder,
  InteractionContextType,
  type Message,
} from 'discord.js';
import type { MessageCommand } from '../src/bot/command.ts';
import { localizations } from '../src/bot/localize.ts';
import { spotPictures } from '../src/bot/spot-pictures.ts';
import { CodedError } from '../src/contract/coded-error.ts';
import { type Translate, translator } from '../src/i18n.ts';

const nameIn = (t: Translate) => t('commands.spotDifferences.name');

/** @throws CodedError `own-post`, `no-attached-pictures` */
function picturesOf({ author, attachments, client }: Message) {
  // The pictures of a puzzle that is being played would give its answers away.
  if (author.id === client.user.id) throw new CodedError('own-post', {});
  const [a, b] = attachments.filter(({ contentType }) => contentType?.startsWith('image/')).values();
  if (a === undefined) throw new CodedError('no-attached-pictures', {});
  return { a, b };
}

export default {
  data: new ContextMenuCommandBuilder()
    .setType(ApplicationCommandType.Message)
    .setName(nameIn(translator('en')))
    .setNameLocalizations(localizations(nameIn))
    .setContexts(InteractionContextType.Guild, InteractionContextType.BotDM)
    .setIntegrationTypes(ApplicationIntegrationType.GuildInstall),
  on: 'messages',
  acknowledge: 'by-itself',
  // It is somebody else's post: the one who asks decides whether others shall know.
  execute: (interaction, services) =>
    spotPictures(interaction, { ...picturesOf(interaction.targetMessage), map: false, audience: 'private' }, services),
} satisfies MessageCommand;
