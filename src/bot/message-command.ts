import { ApplicationCommandType, type Attachment, ContextMenuCommandBuilder, type Message } from 'discord.js';
import { CodedError } from '../contract/coded-error.ts';
import { type Translate, translator } from '../i18n.ts';
import { localizations } from './localize.ts';
import { usableEverywhere } from './usable-everywhere.ts';

/** A command in the menu of every message. */
export function messageCommand(nameIn: (t: Translate) => string): ContextMenuCommandBuilder {
  return usableEverywhere(new ContextMenuCommandBuilder())
    .setType(ApplicationCommandType.Message)
    .setName(nameIn(translator('en')))
    .setNameLocalizations(localizations(nameIn));
}

/**
 * The pictures attached to a message, in their order.
 *
 * @throws CodedError `own-post`: a puzzle's pictures beside each other, or in another puzzle, would show its answers
 */
export function attachedPictures({ author, attachments, client }: Message): Attachment[] {
  if (author.id === client.user.id) throw new CodedError('own-post', {});
  return [...attachments.filter(({ contentType }) => contentType?.startsWith('image/')).values()];
}
