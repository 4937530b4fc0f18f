import type {
  APIApplicationCommandOptionChoice,
  APIInteractionResponse,
  APIMessage,
  APIModalInteractionResponseCallbackData,
} from 'discord.js';

/** Says whether a message is the one that is waited for; all are when absent. */
export type MessageTest = (message: APIMessage) => boolean;

/** A modal that a bot opened for a person, to be filled in with `Person.submitModal`. */
export interface OpenModal {
  /** The interaction that the bot answered with the modal. */
  readonly interactionId: string;
  readonly data: APIModalInteractionResponseCallbackData;
}

/**
 * One interaction that a person started. Every method resolves the moment its condition is met and rejects with a
 * plain Error when the bot did not acknowledge within 3 s, or when the wait takes longer than `waitTimeoutMs`.
 */
export interface InteractionHandle {
  readonly id: string;
  readonly token: string;
  /** Milliseconds from sending the event to receiving the bot's first answer. */
  acknowledged(): Promise<number>;
  /** The bot's first answer exactly as it was sent (without files). */
  callback(): Promise<APIInteractionResponse>;
  /** The original response once it is no longer "thinking" and passes the test. */
  reply(isWanted?: MessageTest): Promise<APIMessage>;
  /** The first follow-up that passes the test. */
  followUp(isWanted?: MessageTest): Promise<APIMessage>;
  /** The message whose button or menu was used, after the bot updated it through this interaction. */
  updated(isWanted?: MessageTest): Promise<APIMessage>;
  /** The modal that the bot answered with. */
  modal(): Promise<OpenModal>;
  /** The choices that the bot offered (autocomplete). */
  choices(): Promise<readonly APIApplicationCommandOptionChoice[]>;
}
