import { type APIDMChannel, type APIMessage, type RawFile, REST, Routes, SnowflakeUtil } from 'discord.js';
import { DISCORD_AGENT } from './discord-agent.ts';
import { multipartBody } from './multipart.ts';
import type { View } from './views/view.ts';

/** How a message is posted. */
export interface PostOptions {
  /** Discord gives back the message it has instead of posting again, within a few minutes. Up to 25 characters. */
  readonly nonce?: string;
  /** A role whose members are notified, when the text names it. */
  readonly roleId?: string | null;
}

/** Messages of channels that are written with the bot's own token, without an interaction. */
export interface ChannelMessages {
  edit(channelId: string, messageId: string, view: View): Promise<unknown>;
  post(channelId: string, view: View, options?: PostOptions): Promise<{ readonly id: string }>;
  /**
   * The messages of a channel since a moment, oldest pages first, up to a number of pages.
   *
   * @returns undefined when there are more than that
   */
  since(channelId: string, at: number): Promise<readonly APIMessage[] | undefined>;
  /** Writes to a person, who may not want that. */
  direct(userId: string, view: View): Promise<unknown>;
}

/** Nobody is notified by a name in a post. */
const NO_MENTIONS = { parse: [] };
/** Discord allows 50 in any second; the library counts seconds that begin when it likes, and others ask too. */
const REQUESTS_PER_SECOND = 40;
/** What Discord gives at once. */
const PAGE_MESSAGES = 100;
const MAX_PAGES = 20;

/** A view as the body of a request. */
export function bodyOf({ components, flags }: View) {
  return { components: components.map((part) => part.toJSON()), flags, allowed_mentions: NO_MENTIONS };
}

function extrasOf({ nonce, roleId }: PostOptions) {
  return {
    ...(nonce === undefined ? {} : { nonce, enforce_nonce: true }),
    ...(roleId == null ? {} : { allowed_mentions: { ...NO_MENTIONS, roles: [roleId] } }),
  };
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

/** The id that a message of this moment would have at the least. */
const idAt = (at: number): string =>
  SnowflakeUtil.generate({ timestamp: at, increment: 0n, workerId: 0n, processId: 0n }).toString();

/** Discord lists the newest first. */
const newestId = (page: readonly APIMessage[]): string | undefined => page[0]?.id;

/** Uses a REST client of its own: one refused token on the way must not make the other one forget it. */
export function createChannelMessages(token: string, apiUrl: string | undefined): ChannelMessages {
  const options = { version: '10', agent: DISCORD_AGENT, globalRequestsPerSecond: REQUESTS_PER_SECOND } as const;
  const rest = new REST({ ...options, ...(apiUrl === undefined ? {} : { api: apiUrl }) });
  // After one 401 it would never send the token again.
  const authorised = () => rest.setToken(token);
  const post = async (channelId: string, view: View, options: PostOptions = {}) => {
    const { files, attachments } = filesOf(view);
    const body = { ...bodyOf(view), attachments, ...extrasOf(options) };
    const request = files.length === 0 ? { body } : { ...multipartBody(body, files), passThroughBody: true };
    return (await authorised().post(Routes.channelMessages(channelId), request)) as APIMessage;
  };
  return {
    post,
    edit: (channelId, messageId, view) =>
      authorised().patch(Routes.channelMessage(channelId, messageId), { body: bodyOf(view) }),
    async since(channelId, at) {
      const messages: APIMessage[] = [];
      for (let after = idAt(at), pages = 0; pages < MAX_PAGES; pages++) {
        const query = new URLSearchParams({ after, limit: String(PAGE_MESSAGES) });
        const page = (await authorised().get(Routes.channelMessages(channelId), { query })) as APIMessage[];
        messages.push(...page);
        const last = newestId(page);
        if (page.length < PAGE_MESSAGES || last === undefined) return messages;
        after = last;
      }
      return undefined;
    },
    async direct(userId, view) {
      const body = { recipient_id: userId };
      const { id } = (await authorised().post(Routes.userChannels(), { body })) as APIDMChannel;
      return post(id, view);
    },
  };
}
