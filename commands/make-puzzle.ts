import { randomUUID } from 'node:crypto';
import {
  ApplicationCommandType,
  ApplicationIntegrationType,
  type Attachment,
  ContextMenuCommandBuilder,
  InteractionContextType,
  type Message,
} from 'discord.js';
import type { MessageCommand } from '../src/bot/command.ts';
import { localizations } from '../src/bot/localize.ts';
import { makePuzzle } from '../src/bot/make-puzzle.ts';
import { deferReply } from '../src/bot/replies.ts';
import { DEFAULT_DIFFERENCES, type Level } from '../src/contract/answer-key.ts';
import { CodedError } from '../src/contract/coded-error.ts';
import { type Translate, translator } from '../src/i18n.ts';

const LEVEL: Level = 'medium';
const nameIn = (t: Translate) => t('commands.makePuzzle.name');

/** @throws CodedError `own-post`, `no-attached-picture` */
function pictureOf({ author, attachments, client }: Message): Attachment {
  // A puzzle made of a puzzle would show its answers beside it.
  if (author.id === client.user.id) throw new CodedError('own-post', {});
  const picture = attachments.find(({ contentType }) => contentType?.startsWith('image/'));
  if (picture === undefined) throw new CodedError('no-attached-picture', {});
  return picture;
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
  async execute(interaction, services) {
    const image = pictureOf(interaction.targetMessage);
    await deferReply(interaction, 'public');
    const options = { level: LEVEL, differences: DEFAULT_DIFFERENCES[LEVEL], seed: randomUUID() };
    await makePuzzle(interaction, { image, ...options, mode: 'race', timeLimitMs: undefined }, services);
  },
} satisfies MessageCommand;
