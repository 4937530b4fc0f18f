import type { Keyv } from 'keyv';
import type { RoundStore } from '../game/ports.ts';
import type { Round } from '../game/round.ts';
import { ChannelIndex } from './channel-index.ts';
import { KeyedMutex } from './keyed-mutex.ts';
import { ROUND_MIGRATIONS } from './round-migrations.ts';
import { SharedWrites } from './shared-writes.ts';
import { Shelf } from './shelf.ts';

/** Rounds that are being played. A server belongs to one process, so nobody else writes its rounds meanwhile. */
const RECENT_ROUNDS = 100;

/** Keeps rounds in Keyv: a round is one value, so a change is in one write. */
export class KeyvRoundStore implements RoundStore {
  readonly #rounds: Shelf<Round>;
  readonly #channels: ChannelIndex;
  readonly #locks = new KeyedMutex();
  readonly #updates: SharedWrites<Round>;

  constructor(rounds: Keyv, channels: Keyv) {
    this.#rounds = new Shelf(rounds, ROUND_MIGRATIONS, RECENT_ROUNDS);
    this.#updates = new SharedWrites(this.#rounds, this.#locks);
    this.#channels = new ChannelIndex(channels);
  }

  get(id: string): Promise<Round | undefined> {
    return this.#rounds.get(id);
  }

  create(round: Round): Promise<void> {
    return this.#channels.add(round, () => this.#rounds.put(round.id, round));
  }

  update(id: string, change: (round: Round) => Round): Promise<Round | undefined> {
    return this.#updates.update(id, change);
  }

  async newestOpen(channelId: string): Promise<Round | undefined> {
    const [newest] = await this.openIn(channelId);
    return newest;
  }

  openIn(channelId: string): Promise<readonly Round[]> {
    return this.#channels.openIn(channelId, (id) => this.#rounds.get(id));
  }

  delete(id: string): Promise<void> {
    return this.#locks.run(id, () => this.#rounds.delete(id));
  }

  all(): AsyncIterable<Round> {
    return this.#rounds.all();
  }

  /** To be called once before use. */
  prepare(): Promise<void> {
    return this.#channels.rebuildWhenEmpty(this.#rounds.all());
  }
}
