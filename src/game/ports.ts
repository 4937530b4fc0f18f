import type { PictureName, PuzzleRecord } from './puzzle-record.ts';
import type { Round } from './round.ts';
import type { RoundResult } from './round-result.ts';

/** Keeps puzzles. Records never change once written. */
export interface PuzzleStore {
  get(id: string): Promise<PuzzleRecord | undefined>;
  put(puzzle: PuzzleRecord): Promise<void>;
  delete(id: string): Promise<void>;
  /** Every puzzle, in no particular order. */
  all(): AsyncIterable<PuzzleRecord>;
}

/** Keeps rounds. Every change is one atomic write behind one lock per round. */
export interface RoundStore {
  get(id: string): Promise<Round | undefined>;
  /** Stores a new round and makes it the newest of its channel. */
  create(round: Round): Promise<void>;
  /**
   * Reads, changes and writes a round while nobody else can. When `change` returns the very round it was given,
   * nothing is written.
   *
   * @returns the round after the change, or undefined when there is no such round
   */
  update(id: string, change: (round: Round) => Round): Promise<Round | undefined>;
  /** The open round that was started last in a channel. */
  newestOpen(channelId: string): Promise<Round | undefined>;
  delete(id: string): Promise<void>;
  /** Every round, in no particular order. */
  all(): AsyncIterable<Round>;
}

/** Keeps what rounds ended with, for longer than the rounds themselves. */
export interface ResultStore {
  get(roundId: string): Promise<RoundResult | undefined>;
  /** Stores the result of a round; storing it again replaces it. */
  put(result: RoundResult): Promise<void>;
  /** The results of a server in one month (`2026-11`), in the order in which the rounds ended. */
  ofMonth(guildId: string, month: string): Promise<readonly RoundResult[]>;
  /** Every result, in no particular order. */
  all(): AsyncIterable<RoundResult>;
}

/** Keeps picture files by the SHA-256 of their bytes. */
export interface PictureStore {
  /** Stores bytes (once, however often they come) and says under which name. */
  put(bytes: Uint8Array, mediaType: string): Promise<PictureName>;
  /** @throws CodedError `picture-file-missing` */
  get(name: PictureName): Promise<Uint8Array>;
  delete(name: PictureName): Promise<void>;
  names(): AsyncIterable<PictureName>;
}
