import type { PlaygroundClock } from '../playground-clock.ts';

/** Discord counts milliseconds from the first moment of 2015. */
const DISCORD_EPOCH_MS = 1_420_070_400_000;
/** The low 22 bits of an id hold worker, process and increment; here all of them are a counter. */
const COUNTER_BITS = 22n;
const COUNTER_SIZE = 1n << COUNTER_BITS;

/** Makes ids that grow with time, as Discord's do. */
export class Snowflakes {
  readonly #clock: PlaygroundClock;
  #counter = 0n;

  constructor(clock: PlaygroundClock) {
    this.#clock = clock;
  }

  next(): string {
    this.#counter = (this.#counter + 1n) % COUNTER_SIZE;
    return ((BigInt(this.#clock.now() - DISCORD_EPOCH_MS) << COUNTER_BITS) | this.#counter).toString();
  }
}

/** The shard that serves a guild. */
export function shardOf(guildId: string, shards: number): number {
  return Number((BigInt(guildId) >> COUNTER_BITS) % BigInt(shards));
}
