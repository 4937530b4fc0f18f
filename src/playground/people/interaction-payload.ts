import { InteractionContextType } from 'discord.js';
import { integrationOwners } from '../world/interaction-metadata.ts';
import { channelPayload } from '../world/place-payloads.ts';
import type { LiveInteraction } from '../world/records.ts';
import type { World } from '../world/world.ts';

const GUILD_LOCALE = 'en-US';

/** The fields that tell where an interaction happens and what the app may do there. */
function surroundings({ places }: World, { place, user }: LiveInteraction): object {
  const permissions = places.permissions(place, user.id).toString();
  const shared = {
    channel_id: place.id,
    channel: { ...channelPayload(places, place), ...(place.guildId === undefined ? {} : { permissions }) },
    app_permissions: places.permissions(place, places.bot.id).toString(),
  };
  if (place.isPrivate) return { ...shared, user, context: InteractionContextType.PrivateChannel };
  if (place.guildId === undefined) return { ...shared, user, context: InteractionContextType.BotDM };
  return {
    ...shared,
    guild_id: place.guildId,
    guild: { id: place.guildId, locale: GUILD_LOCALE, features: [] },
    guild_locale: GUILD_LOCALE,
    member: { ...places.member(user), permissions },
    context: InteractionContextType.Guild,
  };
}

/** INTERACTION_CREATE with everything that Discord sends. */
export function interactionPayload(world: World, interaction: LiveInteraction, data: object): object {
  const { id, token, type, locale, source } = interaction;
  return {
    id,
    application_id: world.places.bot.id,
    type,
    token,
    version: 1,
    locale,
    entitlements: [],
    authorizing_integration_owners: integrationOwners(interaction),
    attachment_size_limit: world.attachmentSizeLimit,
    ...surroundings(world, interaction),
    data,
    ...(source === undefined ? {} : { message: source.message }),
  };
}
