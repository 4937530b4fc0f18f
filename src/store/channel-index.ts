import type { Keyv } from 'keyv';
import type { Round } from '../game/round.ts';
import { KeyedMutex } from './keyed-mutex.ts';
import { Shelf } from './shelf.ts';

/** Channels that are played in. A server belongs to one process, so nobody else writes its channels meanwhile. */
const RECENT_CHANNELS = 1000;

/**
 * Which rounds may be open in a channel. A shortcut only: what the rounds themselves say counts, ids that lead
 * nowhere or to rounds that are over are dropped on the way, and all of it can be rebuilt from the rounds.
 */
export class ChannelIndex {
  readonly #channels: Shelf<readonly string[]>;
  readonly #locks = new KeyedMutex();

  constructor(keyv: Keyv) {
    this.#channels = new Shelf(keyv, [], RECENT_CHANNELS);
  }

  /**
   * Adds a round to its channel, then stores it: a crash in between leaves an id that leads nowhere, never a round
   * that nobody finds.
   */
  add(round: Round, store: () => Promise<void>): Promise<void> {
    return this.#locks.run(round.channelId, async () => {
      const ids = (await this.#channels.get(round.channelId)) ?? [];
      await this.#channels.put(round.channelId, [...ids.filter((id) => id !== round.id), round.id]);
      await store();
    });
  }

  /** The open rounds of a channel, the one that was started last first; of two at the same time, the one added last. */
  openIn(channelId: string, find: (id: string) => Promise<Round | undefined>): Promise<readonly Round[]> {
    return this.#locks.run(channelId, async () => {
      const ids = (await this.#channels.get(channelId)) ?? [];
      const rounds = await Promise.all(ids.map(find));
      const open = rounds.filter((round): round is Round => round !== undefined && round.ended === null);
      if (open.length < ids.length) await this.#write(channelId, open);
      return open.toReversed().sort((a, b) => b.startedAt - a.startedAt);
    });
  }

  /** Makes the index anew when it is empty, for instance because the rounds were restored from a copy. */
  async rebuildWhenEmpty(rounds: AsyncIterable<Round>): Promise<void> {
    for await (const _ of this.#channels.all()) return;
    for await (const round of rounds) if (round.ended === null) await this.add(round, async () => undefined);
  }

  async #write(channelId: string, open: readonly Round[]): Promise<void> {
    if (open.length === 0) await this.#channels.delete(channelId);
    else {
      await this.#channels.put(
        channelId,
        open.map(({ id }) => id),
      );
    }
  }
}
