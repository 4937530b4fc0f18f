import type { APIInteractionResponse, APIMessage, APIUser, InteractionType } from 'discord.js';
import type { PlaygroundClock } from '../playground-clock.ts';
import type { Place } from './places.ts';
import type { Snowflakes } from './snowflakes.ts';

/** A message and who may see it. */
export interface StoredMessage {
  message: APIMessage;
  readonly place: Place;
  /** The only user who sees it (ephemeral); everybody when absent. */
  readonly visibleTo?: string;
}

/** What starts an interaction. */
export interface InteractionSeed {
  readonly type: InteractionType;
  readonly user: APIUser;
  readonly place: Place;
  /** The person's language as Discord names it. */
  readonly locale: string;
  /** The message whose component (or whose component's modal) was used. */
  readonly source?: StoredMessage;
  /** What people see of a command: its full name. */
  readonly commandName?: string;
}

/** An interaction from its start to the end of its token. */
export interface LiveInteraction extends InteractionSeed {
  readonly id: string;
  readonly token: string;
  /** The playground's clock, milliseconds since 1970. */
  readonly sentAt: number;
  /** `performance.now()` when it was sent. */
  readonly sentAtPrecisely: number;
  state: 'waiting' | 'acknowledged' | 'failed';
  acknowledgedAfterMs?: number;
  callback?: APIInteractionResponse;
  /** The response message, or the source when the answer is an update. */
  original?: StoredMessage;
  /** True after the original response was deleted. */
  isOriginalGone: boolean;
  readonly followUps: StoredMessage[];
  /** The source message was updated through this interaction. */
  hasUpdatedSource: boolean;
}

/** Something happened that the gateway or the page may want to tell. */
export type WorldEvent =
  | { readonly kind: 'message-created' | 'message-updated' | 'message-deleted'; readonly stored: StoredMessage }
  | { readonly kind: 'interaction-started'; readonly interaction: LiveInteraction; readonly payload: object }
  | { readonly kind: 'interaction-changed'; readonly interaction: LiveInteraction }
  | { readonly kind: 'channel-changed'; readonly place: Place }
  | { readonly kind: 'commands-registered' };

/** What every part of the world shares. */
export interface Surroundings {
  readonly clock: PlaygroundClock;
  readonly ids: Snowflakes;
  /** Tells everybody who listens or waits. */
  announce(event: WorldEvent): void;
}
