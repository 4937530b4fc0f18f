import {
  type APIMessage,
  type APIMessageInteractionMetadata,
  type APIUser,
  MessageFlags,
  MessageType,
} from 'discord.js';
import type { ReceivedFile } from '../request-log.ts';
import type { MessageBody } from '../validation/message-subject.ts';
import {
  makeAttachments,
  makeComponents,
  makeEmbeds,
  mentionedUserIds,
  NO_PARTS,
  type PartMaker,
} from './message-parts.ts';
import type { Place, Places } from './places.ts';
import type { StoredMessage, Surroundings } from './records.ts';

/** What a new message needs besides its body. */
export interface MessageOrigin {
  readonly place: Place;
  readonly author: APIUser;
  readonly visibleTo?: string;
  readonly isLoading?: boolean;
  readonly interaction?: APIMessageInteractionMetadata;
  readonly replyTo?: string;
  readonly type?: MessageType.Default | MessageType.Reply | MessageType.ChatInputCommand;
}

/** Discord remembers nonces "for the past few minutes". */
const NONCE_MEMORY_MS = 5 * 60 * 1000;

/** What the messages take from the rest of the world. */
export interface MessageSurroundings extends Surroundings, PartMaker {
  readonly places: Places;
}

/** All messages, oldest first within their channel. */
export class MessageStore {
  readonly #world: MessageSurroundings;
  readonly #stored = new Map<string, StoredMessage>();

  constructor(world: MessageSurroundings) {
    this.#world = world;
  }

  find(channelId: string, messageId: string): StoredMessage | undefined {
    const stored = this.#stored.get(messageId);
    return stored?.place.id === channelId ? stored : undefined;
  }

  /** The messages of a channel, oldest first. */
  in(channelId: string): readonly StoredMessage[] {
    return [...this.#stored.values()].filter(({ place }) => place.id === channelId);
  }

  /** The message that an earlier request with the same nonce made. */
  findByNonce(channelId: string, nonce: string | number): StoredMessage | undefined {
    const since = this.#world.clock.now() - NONCE_MEMORY_MS;
    return this.in(channelId).find(({ message }) => message.nonce === nonce && Date.parse(message.timestamp) >= since);
  }

  create(origin: MessageOrigin, body: MessageBody, files: readonly ReceivedFile[]): StoredMessage {
    const { place, author, visibleTo } = origin;
    const id = this.#world.ids.next();
    const base = {
      id,
      channel_id: place.id,
      author,
      timestamp: new Date(this.#world.clock.now()).toISOString(),
      edited_timestamp: null,
      tts: false,
      mention_everyone: false,
      mention_roles: [],
      pinned: false,
      type: origin.type ?? MessageType.Default,
      flags: flagsOf(origin, body),
      ...this.#content(place, body, files, { ...NO_PARTS, content: '' }),
      ...(body.nonce == null ? {} : { nonce: body.nonce }),
      ...(origin.interaction === undefined
        ? {}
        : { interaction_metadata: origin.interaction, webhook_id: author.id, application_id: author.id }),
      ...(origin.replyTo === undefined
        ? {}
        : { message_reference: { type: 0, message_id: origin.replyTo, channel_id: place.id } }),
    };
    const stored = { message: base as APIMessage, place, ...(visibleTo === undefined ? {} : { visibleTo }) };
    this.#stored.set(id, stored);
    this.#world.announce({ kind: 'message-created', stored });
    return stored;
  }

  /** Applies an edit; what the body does not mention stays. */
  edit(stored: StoredMessage, body: MessageBody, files: readonly ReceivedFile[]): void {
    const { message } = stored;
    const wasLoading = ((message.flags ?? 0) & MessageFlags.Loading) !== 0;
    const suppress = body.flags == null ? (message.flags ?? 0) & MessageFlags.SuppressEmbeds : 0;
    const keep = (message.flags ?? 0) & ~(MessageFlags.Loading | MessageFlags.SuppressEmbeds);
    stored.message = {
      ...message,
      ...this.#content(stored.place, body, files, message),
      flags: keep | suppress | (body.flags ?? 0),
      edited_timestamp: wasLoading ? null : new Date(this.#world.clock.now()).toISOString(),
    };
    this.#world.announce({ kind: 'message-updated', stored });
  }

  delete(stored: StoredMessage): void {
    this.#stored.delete(stored.message.id);
    this.#world.announce({ kind: 'message-deleted', stored });
  }

  #content(
    place: Place,
    body: MessageBody,
    files: readonly ReceivedFile[],
    before: Pick<APIMessage, 'attachments' | 'components' | 'embeds' | 'content'>,
  ) {
    const attachments = makeAttachments(this.#world, place.id, body, files, before.attachments);
    const content = body.content === undefined ? before.content : (body.content ?? '');
    return {
      content,
      attachments,
      embeds: body.embeds === undefined ? before.embeds : makeEmbeds(body.embeds, attachments),
      components:
        body.components === undefined ? (before.components ?? []) : makeComponents(body.components, attachments),
      mentions: mentionedUserIds(content).flatMap((id) => this.#world.places.user(id) ?? []),
    };
  }
}

function flagsOf({ isLoading, visibleTo }: MessageOrigin, body: MessageBody): number {
  const loading = isLoading === true ? MessageFlags.Loading : 0;
  const ephemeral = visibleTo === undefined ? 0 : MessageFlags.Ephemeral;
  return (body.flags ?? 0) | loading | ephemeral;
}
