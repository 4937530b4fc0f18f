import { type Client, PermissionFlagsBits } from 'discord.js';

/** What the bot may do in a channel. */
export interface ChannelSight {
  /** The bot's own user. */
  readonly botId: string;
  /** Whether the channel's past can be read; false also when that is not known. */
  mayReadHistory(channelId: string): boolean;
  /** What is missing to post a daily there, by the names that Discord shows; nothing also when that is not known. */
  missingPermissions(channelId: string): readonly MissingPermission[];
}

/** What a daily needs of its channel. */
const NEEDED = {
  view: PermissionFlagsBits.ViewChannel,
  send: PermissionFlagsBits.SendMessages,
  attach: PermissionFlagsBits.AttachFiles,
  history: PermissionFlagsBits.ReadMessageHistory,
} as const;
export type MissingPermission = keyof typeof NEEDED;

const HISTORY = PermissionFlagsBits.ViewChannel | PermissionFlagsBits.ReadMessageHistory;

/** Sees through what the gateway has told the client: no request is made. */
export function createChannelSight(client: Client<true>): ChannelSight {
  const permissionsIn = (channelId: string) => {
    const channel = client.channels.cache.get(channelId);
    return channel === undefined || channel.isDMBased() ? undefined : channel.permissionsFor(client.user);
  };
  return {
    botId: client.user.id,
    mayReadHistory: (channelId) => permissionsIn(channelId)?.has(HISTORY) ?? false,
    missingPermissions(channelId) {
      const permissions = permissionsIn(channelId);
      if (permissions === undefined || permissions === null) return [];
      const names = Object.keys(NEEDED) as MissingPermission[];
      return names.filter((name) => !permissions.has(NEEDED[name]));
    },
  };
}
