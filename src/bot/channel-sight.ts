import { type Client, PermissionFlagsBits } from 'discord.js';

/** What the bot may do in a channel. */
export interface ChannelSight {
  /** The bot's own user. */
  readonly botId: string;
  /** Whether the channel's past can be read; false also when that is not known. */
  mayReadHistory(channelId: string): boolean;
  /** Whether a daily can be posted there and looked up; undefined when that is not known. */
  mayPost(channelId: string): boolean | undefined;
}

const HISTORY = PermissionFlagsBits.ViewChannel | PermissionFlagsBits.ReadMessageHistory;
const POSTING = HISTORY | PermissionFlagsBits.SendMessages | PermissionFlagsBits.AttachFiles;

/** Sees through what the gateway has told the client: no request is made. */
export function createChannelSight(client: Client<true>): ChannelSight {
  const permissionsIn = (channelId: string) => {
    const channel = client.channels.cache.get(channelId);
    return channel === undefined || channel.isDMBased() ? undefined : channel.permissionsFor(client.user);
  };
  return {
    botId: client.user.id,
    mayReadHistory: (channelId) => permissionsIn(channelId)?.has(HISTORY) ?? false,
    mayPost: (channelId) => permissionsIn(channelId)?.has(POSTING),
  };
}
