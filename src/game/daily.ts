import type { Level } from '../contract/answer-key.ts';
import type { CodedFailure } from '../contract/coded-error.ts';
import type { PictureName } from './puzzle-record.ts';
import type { DayKey, WallTime } from './wall-clock.ts';

/** Which picture of a server's pool comes first. `shuffled` draws one by the day's secret. */
export const POOL_ORDERS = ['oldest', 'newest', 'shuffled'] as const;
export type PoolOrder = (typeof POOL_ORDERS)[number];

/** What a server wants of its daily. */
export interface DailySettings {
  readonly channelId: string;
  readonly time: WallTime;
  /** An IANA time zone: days and times are those of its clocks. */
  readonly zone: string;
  readonly level: Level;
  readonly differences: number;
  /** Whose members are notified; null for nobody. */
  readonly roleId: string | null;
  readonly poolOrder: PoolOrder;
  /** Whether the server's players may show on the leaderboard of all servers. */
  readonly isGlobal: boolean;
  /** The language of the posts. */
  readonly locale: string;
  /** Who set it: they are told when something goes wrong. */
  readonly adminId: string;
  /** Since when there is a daily: what would have been due before is not made up for. */
  readonly since: number;
}

/** A picture that somebody added for a daily to come. */
export interface PoolPicture {
  /** Unique in the server, and short enough to be typed. */
  readonly id: string;
  readonly picture: PictureName;
  /** Its file's name, for people. */
  readonly name: string;
  readonly addedBy: string;
  readonly addedAt: number;
}

/** A picture that gave no puzzle, and why. */
export interface SetAsidePicture extends PoolPicture {
  readonly reason: CodedFailure;
}

/** The puzzle of a day that is still to come. */
export interface PreparedDaily {
  readonly dayKey: DayKey;
  readonly puzzleId: string;
  /** The picture of the pool that it is made of; null for a scene. */
  readonly pictureId: string | null;
  readonly level: Level;
  readonly differences: number;
}

/**
 * How far the post of a day is. `claimed`: it is being posted, or the process died meanwhile and nobody knows. `posted`:
 * seen in the channel. `refused`: Discord would not take it; it is tried again. `unverified`: it may have been posted,
 * the bot may not look, and nothing is posted again unless somebody says so.
 */
export type ClaimState = 'claimed' | 'posted' | 'refused' | 'unverified';

/** The one post of a server for a day. Stored before anything is posted, so that there is never a second one. */
export interface DailyClaim {
  readonly guildId: string;
  readonly dayKey: DayKey;
  readonly state: ClaimState;
  readonly at: number;
  readonly channelId: string;
  readonly puzzleId: string;
  /** null until the post is known. */
  readonly messageId: string | null;
  /** Of a refused one: when to try again. */
  readonly retryAt: number | null;
}

/** What an admin is told once, until it has gone well again. */
export const DAILY_TROUBLES = [
  'missing-permission',
  'channel-gone',
  'thread-archived',
  'unverified',
  'puzzle-failed',
] as const;
export type DailyTrouble = (typeof DAILY_TROUBLES)[number];

/** Everything about the daily of one server. One value, so that a claim and what it uses up are one write. */
export interface DailyServer {
  readonly guildId: string;
  /** null while it is off. */
  readonly settings: DailySettings | null;
  /** In the order of adding. */
  readonly pool: readonly PoolPicture[];
  readonly setAside: readonly SetAsidePicture[];
  /** Pictures that are no longer needed here; housekeeping deletes those that nobody else needs. */
  readonly discarded: readonly PictureName[];
  readonly prepared: PreparedDaily | null;
  /** The newest claim and the one before. */
  readonly current: DailyClaim | null;
  readonly previous: DailyClaim | null;
  /** All days that were ever claimed, oldest first: no day is claimed twice, and streaks run along them. */
  readonly claimedKeys: readonly DayKey[];
  readonly skippedKeys: readonly DayKey[];
  readonly troubles: readonly DailyTrouble[];
}

/** A server that has no daily yet. */
export function newDailyServer(guildId: string): DailyServer {
  const nothing = { settings: null, prepared: null, current: null, previous: null };
  const empty = { pool: [], setAside: [], discarded: [], claimedKeys: [], skippedKeys: [], troubles: [] };
  return { guildId, ...nothing, ...empty };
}

const ROUND_PREFIX = 'daily';
const ROUND_ID = /^daily-(?<guildId>\d+)-(?<dayKey>\d{4}-\d{2}-\d{2})$/;

/**
 * The id of the round of a day. It is part of every button of the post: that is how the bot knows its own posts again.
 */
export const dailyRoundId = (guildId: string, dayKey: DayKey): string => `${ROUND_PREFIX}-${guildId}-${dayKey}`;

/** Which server and day a round belongs to; undefined for rounds of other kinds. */
export function parseDailyRoundId(roundId: string): { readonly guildId: string; readonly dayKey: DayKey } | undefined {
  const { guildId, dayKey } = ROUND_ID.exec(roundId)?.groups ?? {};
  return guildId === undefined || dayKey === undefined ? undefined : { guildId, dayKey };
}

/** Whether a round is the daily of a server. */
export const isDailyRound = (roundId: string): boolean => ROUND_ID.test(roundId);

const PAST_PREFIX = 'past';

/** The id of the round in which a player plays a past day, for themselves and without a score. */
export const pastRoundId = (guildId: string, dayKey: DayKey, playerId: string): string =>
  `${PAST_PREFIX}-${guildId}-${dayKey}-${playerId}`;

/** Whether nobody but one player sees a round, so that it has no post. */
export const isPastRound = (roundId: string): boolean => roundId.startsWith(`${PAST_PREFIX}-`);
