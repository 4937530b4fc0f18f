import { ChannelType, type GatewayGuildCreateDispatchData, PermissionFlagsBits } from 'discord.js';
import { MEMBER_PERMISSIONS, type Place, type Places } from './places.ts';

/** A channel as the API shows it. */
export function channelPayload(places: Places, place: Place) {
  if (place.isPrivate) {
    return { id: place.id, type: ChannelType.GroupDM, recipients: places.people, name: null, icon: null, flags: 0 };
  }
  if (place.recipient !== undefined) {
    return { id: place.id, type: ChannelType.DM, recipients: [place.recipient], last_message_id: null, flags: 0 };
  }
  return {
    id: place.id,
    type: ChannelType.GuildText,
    guild_id: place.guildId,
    name: place.name,
    position: places.channels.indexOf(place),
    permission_overwrites: place.overwrites,
    topic: null,
    nsfw: false,
    last_message_id: null,
    rate_limit_per_user: 0,
    parent_id: null,
    flags: 0,
  };
}

function role(id: string, name: string, permissions: bigint) {
  return {
    id,
    name,
    permissions: permissions.toString(),
    position: 0,
    color: 0,
    hoist: false,
    managed: false,
    mentionable: false,
    flags: 0,
  };
}

/** The guild as GUILD_CREATE shows it to a bot without privileged intents. */
export function guildPayload(places: Places): GatewayGuildCreateDispatchData {
  const payload = {
    id: places.guildId,
    name: places.guildName,
    icon: null,
    owner_id: places.owner.id,
    preferred_locale: 'en-US',
    roles: [
      role(places.guildId, '@everyone', MEMBER_PERMISSIONS),
      role(places.moderatorRoleId, 'moderator', PermissionFlagsBits.ManageMessages),
    ],
    channels: places.channels.map((place) => channelPayload(places, place)),
    members: [places.member(places.bot)],
    emojis: [],
    stickers: [],
    features: [],
    threads: [],
    presences: [],
    voice_states: [],
    stage_instances: [],
    guild_scheduled_events: [],
    soundboard_sounds: [],
    member_count: places.people.length + 1,
    joined_at: places.joinedAt,
    large: false,
    unavailable: false,
  };
  // Discord's type lists fields that only other features use; a client does without them.
  return payload as unknown as GatewayGuildCreateDispatchData;
}
