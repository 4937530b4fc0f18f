import type { Keyv } from 'keyv';
import { newPlayerRecord, type PlayerRecord } from '../game/player-days.ts';
import type { PlayerStore } from '../game/ports.ts';
import { KeyedMutex } from './keyed-mutex.ts';
import { Shelf } from './shelf.ts';

const keyOf = (guildId: string, playerId: string): string => `${guildId}:${playerId}`;

/**
 * Keeps players in Keyv, one value for each server and player. Who wants to show on the leaderboard of all servers is
 * an index, a shortcut only: it can be rebuilt from the records.
 */
export class KeyvPlayerStore implements PlayerStore {
  readonly #players: Shelf<PlayerRecord>;
  readonly #global: Shelf<readonly string[]>;
  readonly #locks = new KeyedMutex();

  constructor(players: Keyv, global: Keyv) {
    this.#players = new Shelf(players);
    this.#global = new Shelf(global);
  }

  async get(guildId: string, playerId: string): Promise<PlayerRecord> {
    return (await this.#players.get(keyOf(guildId, playerId))) ?? newPlayerRecord(guildId, playerId);
  }

  /** Names the player in the index first: a crash in between leaves a name of somebody who is left out all the same. */
  update(guildId: string, playerId: string, change: (record: PlayerRecord) => PlayerRecord): Promise<PlayerRecord> {
    return this.#locks.run(keyOf(guildId, playerId), async () => {
      const before = await this.get(guildId, playerId);
      const after = change(before);
      if (after === before) return before;
      if (after.isGlobal) await this.#index(after);
      await this.#players.put(keyOf(guildId, playerId), after);
      return after;
    });
  }

  async globalPlayers(guildId: string): Promise<readonly PlayerRecord[]> {
    const ids = (await this.#global.get(guildId)) ?? [];
    const records = await Promise.all(ids.map((playerId) => this.get(guildId, playerId)));
    return records.filter(({ isGlobal }) => isGlobal);
  }

  all(): AsyncIterable<PlayerRecord> {
    return this.#players.all();
  }

  /** To be called once before use: an empty index is one that was lost. */
  async prepare(): Promise<void> {
    for await (const _ of this.#global.all()) return;
    for await (const record of this.#players.all()) if (record.isGlobal) await this.#index(record);
  }

  #index({ guildId, playerId }: PlayerRecord): Promise<void> {
    // Servers and players have different locks: a colon is in the key of every player.
    return this.#locks.run(guildId, async () => {
      const ids = (await this.#global.get(guildId)) ?? [];
      if (!ids.includes(playerId)) await this.#global.put(guildId, [...ids, playerId]);
    });
  }
}
