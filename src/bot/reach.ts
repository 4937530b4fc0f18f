import { InteractionContextType, PermissionFlagsBits } from 'discord.js';
import type { Round, Webhook } from '../game/round.ts';
import type { Answerable } from './replies.ts';

/** Discord lets the token of an interaction work for 15 minutes; a little before, nothing is begun any more. */
export const TOKEN_LIFE_MS = 15 * 60 * 1000;

/**
 * Whether the bot may change its messages where an interaction came from: as a member who sees the channel, or in its own
 * direct messages. Somebody who installed it for themselves uses it elsewhere too.
 */
export function reachOf(interaction: Answerable): Round['reach'] {
  if (interaction.context === InteractionContextType.PrivateChannel) return 'token';
  if (interaction.guildId === null) return 'channel';
  const seesChannel = interaction.appPermissions?.has(PermissionFlagsBits.ViewChannel) ?? false;
  return interaction.inCachedGuild() && seesChannel ? 'channel' : 'token';
}

/** How to change what an interaction posted, where nothing else allows it. */
export function webhookOf(interaction: Answerable, reach: Round['reach']): Webhook | null {
  const { applicationId, token } = interaction;
  return reach === 'token' ? { applicationId, token } : null;
}
