import {
  type APIApplicationCommandOptionChoice,
  type APIInteractionResponse,
  type APIMessage,
  type APIModalInteractionResponseCallbackData,
  InteractionResponseType,
  MessageFlags,
} from 'discord.js';
import type { LiveInteraction } from '../world/records.ts';
import type { World } from '../world/world.ts';

/** Says whether a message is the one that is waited for; all are when absent. */
export type MessageTest = (message: APIMessage) => boolean;

/** A modal that a bot opened for a person, to be filled in with `Person.submitModal`. */
export interface OpenModal {
  /** The interaction that the bot answered with the modal. */
  readonly interactionId: string;
  readonly data: APIModalInteractionResponseCallbackData;
}

const isFinished = ({ flags }: APIMessage) => ((flags ?? 0) & MessageFlags.Loading) === 0;

const saidIn = (messages: LiveInteraction['followUps']) => JSON.stringify(messages.map(({ message }) => message));

/**
 * One interaction that a person started. Every method resolves the moment its condition is met and rejects with a
 * plain Error when the bot did not acknowledge within 3 s, or when the wait takes longer than `waitTimeoutMs`.
 */
export class InteractionHandle {
  readonly id: string;
  readonly token: string;
  readonly #world: World;
  readonly #interaction: LiveInteraction;
  readonly #timeoutMs: number;

  constructor(world: World, interaction: LiveInteraction, timeoutMs: number) {
    this.id = interaction.id;
    this.token = interaction.token;
    this.#world = world;
    this.#interaction = interaction;
    this.#timeoutMs = timeoutMs;
  }

  /** Milliseconds from sending the event to receiving the bot's first answer. */
  acknowledged(): Promise<number> {
    return this.#until('an acknowledgement', ({ acknowledgedAfterMs }) => acknowledgedAfterMs);
  }

  /** The bot's first answer exactly as it was sent (without files). */
  callback(): Promise<APIInteractionResponse> {
    return this.#until('an answer', ({ callback }) => callback);
  }

  /**
   * The original response once it is no longer "thinking" and passes the test.
   *
   * Rejects when the bot took it back and said something else instead, with what it said.
   */
  reply(isWanted: MessageTest = () => true): Promise<APIMessage> {
    return this.#until('the reply', ({ original, source, isOriginalGone, followUps }) => {
      const message = original === source ? undefined : original?.message;
      if (message !== undefined && isFinished(message) && isWanted(message)) return message;
      if (isOriginalGone && followUps.length > 0) throw new Error(`The bot took its reply back: ${saidIn(followUps)}`);
      return undefined;
    });
  }

  /** The first follow-up that passes the test. */
  followUp(isWanted: MessageTest = () => true): Promise<APIMessage> {
    return this.#until('a follow-up', ({ followUps }) => followUps.find(({ message }) => isWanted(message))?.message);
  }

  /** The message whose button or menu was used, after the bot updated it through this interaction. */
  updated(isWanted: MessageTest = () => true): Promise<APIMessage> {
    return this.#until('the update', ({ source, hasUpdatedSource }) =>
      hasUpdatedSource && source !== undefined && isWanted(source.message) ? source.message : undefined,
    );
  }

  /** The modal that the bot answered with. */
  async modal(): Promise<OpenModal> {
    const callback = await this.callback();
    if (callback.type !== InteractionResponseType.Modal) {
      throw new Error(`The bot answered with callback type ${callback.type}, not with a modal.`);
    }
    return { interactionId: this.id, data: callback.data };
  }

  /** The choices that the bot offered (autocomplete). */
  async choices(): Promise<readonly APIApplicationCommandOptionChoice[]> {
    const callback = await this.callback();
    if (callback.type !== InteractionResponseType.ApplicationCommandAutocompleteResult) {
      throw new Error(`The bot answered with callback type ${callback.type}, not with choices.`);
    }
    return callback.data.choices ?? [];
  }

  #until<T>(what: string, read: (interaction: LiveInteraction) => T | undefined): Promise<T> {
    const { commandName = 'a component or modal', user } = this.#interaction;
    const whose = `${what} to ${commandName} by ${user.username}`;
    return this.#world.changes.until(whose, this.#timeoutMs, () => {
      if (this.#interaction.state === 'failed') throw new Error(`The bot did not acknowledge in time: no ${whose}.`);
      return read(this.#interaction);
    });
  }
}
