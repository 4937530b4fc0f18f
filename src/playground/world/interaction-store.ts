import { randomBytes } from 'node:crypto';
import { type APIInteractionResponse, InteractionResponseType } from 'discord.js';
import type { InteractionSeed, LiveInteraction, Surroundings } from './records.ts';

/** Discord waits this long for the first answer. */
export const ACKNOWLEDGE_WITHIN_MS = 3000;
/** An interaction's token works for 15 minutes. */
const TOKEN_LIFE_MS = 15 * 60 * 1000;
const TOKEN_BYTES = 64;

/** All interactions, with the two clocks that run for each. */
export class InteractionStore {
  readonly #world: Surroundings;
  readonly #byId = new Map<string, LiveInteraction>();
  readonly #byToken = new Map<string, LiveInteraction>();
  readonly #timers = new Set<NodeJS.Timeout>();

  constructor(world: Surroundings) {
    this.#world = world;
  }

  /** Starts the 3 s clock. */
  start(seed: InteractionSeed): LiveInteraction {
    const { ids, clock } = this.#world;
    const interaction: LiveInteraction = {
      ...seed,
      id: ids.next(),
      token: randomBytes(TOKEN_BYTES).toString('base64url'),
      sentAt: clock.now(),
      sentAtPrecisely: performance.now(),
      state: 'waiting',
      isOriginalGone: false,
      followUps: [],
      hasUpdatedSource: false,
    };
    this.#byId.set(interaction.id, interaction);
    this.#byToken.set(interaction.token, interaction);
    this.#watch(interaction);
    return interaction;
  }

  byId(id: string): LiveInteraction | undefined {
    return this.#byId.get(id);
  }

  byToken(token: string): LiveInteraction | undefined {
    return this.#byToken.get(token);
  }

  /** Fails the interaction if its time for an answer is over; true if it may still be answered. */
  mayAcknowledge(interaction: LiveInteraction): boolean {
    const isLate = this.#world.clock.now() - interaction.sentAt > ACKNOWLEDGE_WITHIN_MS;
    if (interaction.state === 'waiting' && isLate) this.#fail(interaction);
    return interaction.state !== 'failed';
  }

  isTokenAlive(interaction: LiveInteraction): boolean {
    return this.#world.clock.now() - interaction.sentAt <= TOKEN_LIFE_MS;
  }

  /** Keeps the first answer and stops the 3 s clock. */
  acknowledge(interaction: LiveInteraction, callback: APIInteractionResponse, arrivedAt: number): void {
    interaction.state = 'acknowledged';
    interaction.acknowledgedAfterMs = arrivedAt - interaction.sentAtPrecisely;
    interaction.callback = callback;
    interaction.hasUpdatedSource = callback.type === InteractionResponseType.UpdateMessage;
    this.#world.announce({ kind: 'interaction-changed', interaction });
  }

  /** Stops all clocks. */
  close(): void {
    for (const timer of this.#timers) clearTimeout(timer);
    this.#timers.clear();
  }

  #fail(interaction: LiveInteraction): void {
    interaction.state = 'failed';
    this.#world.announce({ kind: 'interaction-changed', interaction });
  }

  #watch(interaction: LiveInteraction): void {
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      if (interaction.state === 'waiting') this.#fail(interaction);
    }, ACKNOWLEDGE_WITHIN_MS);
    timer.unref();
    this.#timers.add(timer);
  }
}
