import { type APIMessage, type APIUser, InteractionResponseType } from 'discord.js';
import { mayUse } from '../people/command-access.ts';
import type { Place } from '../world/places.ts';
import type { LiveInteraction, StoredMessage } from '../world/records.ts';
import type { World } from '../world/world.ts';

/** A message as the page draws it. */
export interface PageMessage {
  readonly message: APIMessage;
  readonly isOnlyForMe: boolean;
  /** The command it answers, if it answers one. */
  readonly command?: string;
}

/** Something that happened, as the page hears it. */
export type PageEvent =
  | { readonly kind: 'message'; readonly entry: PageMessage }
  | { readonly kind: 'message-deleted'; readonly id: string }
  | { readonly kind: 'commands' }
  | {
      readonly kind: 'interaction';
      readonly id: string;
      readonly state: LiveInteraction['state'];
      readonly modal?: object;
    };

export function pageMessage(world: World, { message, visibleTo }: StoredMessage): PageMessage {
  const command = world.interactions.byId(message.interaction_metadata?.id ?? '')?.commandName;
  return { message, isOnlyForMe: visibleTo !== undefined, ...(command === undefined ? {} : { command }) };
}

/** What an interaction's owner sees of it. */
export function pageInteraction({ id, state, callback }: LiveInteraction): PageEvent {
  const modal = callback?.type === InteractionResponseType.Modal ? { modal: callback.data } : {};
  return { kind: 'interaction', id, state, ...modal };
}

/** The places where a person can be: the guild's channels and the direct messages with the bot. */
export function placesOf(world: World, user: APIUser): readonly Place[] {
  const direct = world.places.place(world.places.directChannelId(user));
  return [...world.places.channels, ...(direct === undefined ? [] : [direct])];
}

/** Everything that the page shows to a person in a channel. */
export function pageState(world: World, user: APIUser, place: Place): object {
  const { places, messages, commands } = world;
  const permissions = places.permissions(place, user.id);
  return {
    bot: places.bot,
    guildName: places.guildName,
    people: places.people,
    channels: placesOf(world, user).map(({ id, name, recipient }) => ({ id, name, isDirect: recipient !== undefined })),
    commands: commands.usable(place.guildId).filter((command) => mayUse(command, place, permissions)),
    messages: messages
      .in(place.id)
      .filter(({ visibleTo }) => visibleTo === undefined || visibleTo === user.id)
      .map((stored) => pageMessage(world, stored)),
  };
}
