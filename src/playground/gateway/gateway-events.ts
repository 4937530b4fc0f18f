import { GatewayDispatchEvents, GatewayIntentBits } from 'discord.js';
import { channelPayload } from '../world/place-payloads.ts';
import type { Places } from '../world/places.ts';
import type { StoredMessage, WorldEvent } from '../world/records.ts';
import { shardOf } from '../world/snowflakes.ts';

/** Who gets to hear an event. */
export interface EventAudience {
  /** The intent that asks for it; undefined: it is sent to everybody. */
  readonly intent: GatewayIntentBits | undefined;
  /** The guild whose shard serves it; direct messages belong to shard 0. */
  readonly guildId: string | undefined;
}

/** An event as the gateway dispatches it. */
export interface GatewayEvent {
  readonly name: GatewayDispatchEvents;
  readonly data: unknown;
  readonly audience: EventAudience;
}

const MESSAGE_EVENTS = {
  'message-created': GatewayDispatchEvents.MessageCreate,
  'message-updated': GatewayDispatchEvents.MessageUpdate,
  'message-deleted': GatewayDispatchEvents.MessageDelete,
} as const;

function messageEvent(kind: keyof typeof MESSAGE_EVENTS, { message, place }: StoredMessage): GatewayEvent {
  const { guildId } = place;
  const guild = guildId === undefined ? {} : { guild_id: guildId };
  const gone = { id: message.id, channel_id: message.channel_id, ...guild };
  return {
    name: MESSAGE_EVENTS[kind],
    data: kind === 'message-deleted' ? gone : { ...message, ...guild },
    audience: {
      intent: guildId === undefined ? GatewayIntentBits.DirectMessages : GatewayIntentBits.GuildMessages,
      guildId,
    },
  };
}

/** What the gateway tells of an event; undefined for what only the page cares about. */
export function gatewayEvent(places: Places, event: WorldEvent): GatewayEvent | undefined {
  switch (event.kind) {
    case 'message-created':
    case 'message-updated':
    case 'message-deleted':
      return messageEvent(event.kind, event.stored);
    case 'interaction-started': {
      const { guildId } = event.interaction.place;
      const audience = { intent: undefined, guildId };
      return { name: GatewayDispatchEvents.InteractionCreate, data: event.payload, audience };
    }
    case 'channel-changed': {
      const { guildId } = event.place;
      const data = channelPayload(places, event.place);
      return {
        name: GatewayDispatchEvents.ChannelUpdate,
        data,
        audience: { intent: GatewayIntentBits.Guilds, guildId },
      };
    }
    default:
      return undefined;
  }
}

/** True if a session asked for the event and its shard serves it. */
export function isFor(
  session: { readonly intents: number; readonly shard: number; readonly shards: number },
  { intent, guildId }: EventAudience,
): boolean {
  const isWanted = intent === undefined || (session.intents & intent) !== 0;
  const shard = guildId === undefined ? 0 : shardOf(guildId, session.shards);
  return isWanted && shard === session.shard;
}
