import { type RawFile, REST, Routes } from 'discord.js';
import type { View } from './views/view.ts';

/** Messages of channels that are written with the bot's own token, without an interaction. */
export interface ChannelMessages {
  edit(channelId: string, messageId: string, view: View): Promise<unknown>;
  post(channelId: string, view: View): Promise<{ readonly id: string }>;
}

/** Nobody is notified by a name in a post. */
const NO_MENTIONS = { parse: [] };

/** A view as the body of a request. */
export function bodyOf({ components, flags }: View) {
  return { components: components.map((part) => part.toJSON()), flags, allowed_mentions: NO_MENTIONS };
}

/** The files of a view, and how they are told in the body. */
export function filesOf({ files = [] }: View): {
  files: RawFile[];
  attachments: { id: string; description: string | null }[];
} {
  return {
    files: files.map(({ attachment, name }) => {
      if (!Buffer.isBuffer(attachment) || name === null) throw new TypeError('A file of a post has bytes and a name.');
      return { name, data: attachment };
    }),
    attachments: files.map(({ description }, index) => ({ id: String(index), description })),
  };
}

/** Uses a REST client of its own: one refused token on the way must not make the other one forget it. */
export function createChannelMessages(token: string, apiUrl: string | undefined): ChannelMessages {
  const rest = new REST({ version: '10', ...(apiUrl === undefined ? {} : { api: apiUrl }) });
  // After one 401 it would never send the token again.
  const authorised = () => rest.setToken(token);
  return {
    edit: (channelId, messageId, view) =>
      authorised().patch(Routes.channelMessage(channelId, messageId), { body: bodyOf(view) }),
    async post(channelId, view) {
      const { files, attachments } = filesOf(view);
      const body = { ...bodyOf(view), attachments };
      return (await authorised().post(Routes.channelMessages(channelId), { body, files })) as { readonly id: string };
    },
  };
}
