import type { PlaygroundClock } from '../playground-clock.ts';
import { Changes } from './changes.ts';
import { CommandRegistry } from './command-registry.ts';
import { FileStore } from './file-store.ts';
import { InteractionStore } from './interaction-store.ts';
import { MessageStore } from './message-store.ts';
import { type PlaceNames, Places } from './places.ts';
import type { Surroundings, WorldEvent } from './records.ts';
import { Snowflakes } from './snowflakes.ts';

/** Everything that exists in the playground, and the bell that rings when it changes. */
export class World implements Surroundings {
  readonly clock: PlaygroundClock;
  readonly ids: Snowflakes;
  readonly changes = new Changes();
  readonly files: FileStore;
  readonly places: Places;
  readonly commands: CommandRegistry;
  readonly messages: MessageStore;
  readonly interactions: InteractionStore;
  /** Bytes per uploaded file. */
  readonly attachmentSizeLimit: number;
  readonly #listeners = new Set<(event: WorldEvent) => void>();

  constructor(clock: PlaygroundClock, names: PlaceNames, attachmentSizeLimit: number) {
    this.clock = clock;
    this.ids = new Snowflakes(clock);
    this.files = new FileStore(clock);
    this.places = new Places(this.ids, names);
    this.commands = new CommandRegistry(this.ids, this.places.bot.id);
    this.messages = new MessageStore(this);
    this.interactions = new InteractionStore(this);
    this.attachmentSizeLimit = attachmentSizeLimit;
  }

  /** @returns stops listening */
  listen(listener: (event: WorldEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  announce(event: WorldEvent): void {
    for (const listener of this.#listeners) listener(event);
    this.changes.notify();
  }

  close(): void {
    this.interactions.close();
    this.changes.close();
  }
}
