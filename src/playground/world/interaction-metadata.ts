import { type APIMessageInteractionMetadata, ApplicationIntegrationType } from 'discord.js';
import type { LiveInteraction } from './records.ts';

/** Who installed the app where this interaction happens: the guild, the person, or nobody in the bot's direct messages. */
export function integrationOwners({ place, user }: Pick<LiveInteraction, 'place' | 'user'>) {
  if (place.isPrivate) return { [ApplicationIntegrationType.UserInstall]: user.id };
  return place.guildId === undefined ? {} : { [ApplicationIntegrationType.GuildInstall]: place.guildId };
}

/** What a message tells about the interaction that made it. */
export function interactionMetadata(interaction: LiveInteraction): APIMessageInteractionMetadata {
  const { id, type, user, source } = interaction;
  const metadata = {
    id,
    type,
    user,
    authorizing_integration_owners: integrationOwners(interaction),
    ...(source === undefined ? {} : { interacted_message_id: source.message.id }),
  };
  return metadata as APIMessageInteractionMetadata;
}
