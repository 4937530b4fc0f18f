import type { DailyClaim, DailyServer } from './daily.ts';
import type { Draft } from './draft.ts';
import type { PlayerRecord } from './player-days.ts';
import type { PictureName, PuzzleRecord } from './puzzle-record.ts';
import type { Round } from './round.ts';
import type { RoundResult } from './round-result.ts';
import type { DayKey } from './wall-clock.ts';

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
  /** The open rounds of a channel, the one that was started last first. */
  openIn(channelId: string): Promise<readonly Round[]>;
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
  /** The months (`2026-11`) in which a server has results, oldest first. */
  monthsOf(guildId: string): Promise<readonly string[]>;
  /** Every result, in no particular order. */
  all(): AsyncIterable<RoundResult>;
}

/** Keeps the dailies of servers. Every change is one atomic write behind one lock per server. */
export interface DailyStore {
  /** A server that has never had a daily is an empty one. */
  get(guildId: string): Promise<DailyServer>;
  /**
   * Reads, changes and writes a server while nobody else can. When `change` returns what it was given, nothing is
   * written.
   *
   * @returns the server after the change
   */
  update(guildId: string, change: (server: DailyServer) => DailyServer): Promise<DailyServer>;
  /** Every server, in no particular order. */
  all(): AsyncIterable<DailyServer>;
  /** Keeps a claim for the archive; keeping it again replaces it. */
  putClaim(claim: DailyClaim): Promise<void>;
  getClaim(guildId: string, dayKey: DayKey): Promise<DailyClaim | undefined>;
  /** Every claim, in no particular order. */
  claims(): AsyncIterable<DailyClaim>;
  /** What the scenes of this host are drawn by. Made at first use, never changed, never shown. */
  secret(): Promise<string>;
}

/** Keeps what players did in the dailies of servers. */
export interface PlayerStore {
  /** Somebody who has never played has an empty record. */
  get(guildId: string, playerId: string): Promise<PlayerRecord>;
  /** Reads, changes and writes a record while nobody else can. */
  update(guildId: string, playerId: string, change: (record: PlayerRecord) => PlayerRecord): Promise<PlayerRecord>;
  /** Those of a server who want to show on the leaderboard of all servers. */
  globalPlayers(guildId: string): Promise<readonly PlayerRecord[]>;
  /** Every record, in no particular order. */
  all(): AsyncIterable<PlayerRecord>;
}

/** Keeps ready-made puzzles that their owners have not agreed to yet. */
export interface DraftStore {
  get(id: string): Promise<Draft | undefined>;
  put(draft: Draft): Promise<void>;
  /**
   * Reads, changes and writes a draft while nobody else can.
   *
   * @returns the draft after the change, or undefined when there is no such draft
   */
  update(id: string, change: (draft: Draft) => Draft): Promise<Draft | undefined>;
  delete(id: string): Promise<void>;
  /** Every draft, in no particular order. */
  all(): AsyncIterable<Draft>;
}

/** Keeps picture files by the SHA-256 of their bytes. */
export interface PictureStore {
  /** Stores bytes (once, however often they come) and says under which name. */
  put(bytes: Uint8Array, mediaType: string): Promise<PictureName>;
  /** @throws CodedError `picture-file-missing` */
  get(name: PictureName): Promise<Uint8Array>;
  /** Whether a picture of exactly these bytes is kept, whatever its type. */
  holds(bytes: Uint8Array): Promise<boolean>;
  delete(name: PictureName): Promise<void>;
  names(): AsyncIterable<PictureName>;
}
