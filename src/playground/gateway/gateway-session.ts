import { GatewayOpcodes } from 'discord.js';
import type { WebSocket } from 'ws';

/** One packet of the gateway. */
interface Packet {
  readonly op: number;
  readonly d: unknown;
  readonly s: number | null;
  readonly t: string | null;
}

/** How many events a session keeps for a RESUME. */
const MAX_KEPT_EVENTS = 1000;

/** What a bot identified as; it outlives its connection so that it can be resumed. */
export class GatewaySession {
  readonly id: string;
  readonly intents: number;
  readonly shard: number;
  readonly shards: number;
  /** The connection that events go to; undefined while the bot is away. */
  socket: WebSocket | undefined;
  #sequence = 0;
  #lastSent = 0;
  readonly #kept: Packet[] = [];

  constructor(id: string, intents: number, shard: number, shards: number) {
    this.id = id;
    this.intents = intents;
    this.shard = shard;
    this.shards = shards;
  }

  /** Numbers and keeps an event, and sends it if the bot is there and `isHeld` is false. */
  dispatch(t: string, d: unknown, isHeld: boolean): void {
    this.#sequence++;
    const packet: Packet = { op: GatewayOpcodes.Dispatch, d, s: this.#sequence, t };
    this.#kept.push(packet);
    if (this.#kept.length > MAX_KEPT_EVENTS) this.#kept.shift();
    if (!isHeld) this.#send(packet);
  }

  /** Sends what was held. */
  sendHeldBack(): void {
    this.replayAfter(this.#lastSent);
  }

  /** True if every event after `sequence` is still kept. */
  canReplayAfter(sequence: number): boolean {
    const oldest = this.#kept[0]?.s ?? this.#sequence + 1;
    return sequence <= this.#sequence && sequence >= oldest - 1;
  }

  /** Sends the events after `sequence` again. */
  replayAfter(sequence: number): void {
    for (const packet of this.#kept) {
      if ((packet.s ?? 0) > sequence) this.#send(packet);
    }
  }

  #send(packet: Packet): void {
    this.#lastSent = packet.s ?? this.#lastSent;
    this.socket?.send(JSON.stringify(packet));
  }
}
