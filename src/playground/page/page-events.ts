import type { APIUser } from 'discord.js';
import type { WorldEvent } from '../world/records.ts';
import type { World } from '../world/world.ts';
import { type PageEvent, pageInteraction, pageMessage } from './page-state.ts';

/** What a person looking at a channel hears of an event; undefined: nothing. */
export function pageEvent(world: World, user: APIUser, channelId: string, event: WorldEvent): PageEvent | undefined {
  switch (event.kind) {
    case 'message-created':
    case 'message-updated':
    case 'message-deleted': {
      const { message, place, visibleTo } = event.stored;
      if (place.id !== channelId || (visibleTo !== undefined && visibleTo !== user.id)) return undefined;
      if (event.kind === 'message-deleted') return { kind: 'message-deleted', id: message.id };
      return { kind: 'message', entry: pageMessage(world, event.stored) };
    }
    case 'interaction-changed':
      return event.interaction.user.id === user.id ? pageInteraction(event.interaction) : undefined;
    case 'commands-registered':
      return { kind: 'commands' };
    default:
      return undefined;
  }
}
