import { type DailyClaim, type DailyServer, dailyRoundId, type PoolOrder, type PoolPicture } from './daily.ts';
import type { DailyDate } from './daily-plan.ts';
import type { Round } from './round.ts';
import { openRound } from './round-rules.ts';

/** A new claim of a day, and what it uses up. */
export interface Claiming {
  readonly date: DailyDate;
  readonly channelId: string;
  readonly puzzleId: string;
  /** The picture of the pool that the puzzle is made of. */
  readonly pictureId: string | null;
  readonly at: number;
}

/** The server without a picture in its pool, whose file is to be deleted. */
export function withoutPicture(server: DailyServer, pictureId: string | null): DailyServer {
  const { pool, discarded } = server;
  const gone = pool.filter(({ id }) => id === pictureId).map(({ picture }) => picture);
  return { ...server, pool: pool.filter(({ id }) => id !== pictureId), discarded: [...discarded, ...gone] };
}

/**
 * Claims a day for a server. A day that is claimed already stays as it is, and the very same server comes back: that is
 * how the one who comes second sees it.
 */
export function claimDay(server: DailyServer, { date, channelId, puzzleId, pictureId, at }: Claiming): DailyServer {
  const { dayKey } = date;
  if (server.claimedKeys.includes(dayKey)) return server;
  const about = { guildId: server.guildId, dayKey, channelId, puzzleId, at };
  const current: DailyClaim = { ...about, state: 'claimed', messageId: null, retryAt: null };
  return {
    ...withoutPicture(server, pictureId),
    current,
    previous: server.current,
    prepared: null,
    claimedKeys: [...server.claimedKeys, dayKey].sort(),
    skippedKeys: server.skippedKeys.filter((key) => key !== dayKey),
  };
}

/** The server after something became of its newest claim; a claim of another day is left alone. */
export function withClaim(server: DailyServer, claim: DailyClaim): DailyServer {
  return server.current?.dayKey === claim.dayKey ? { ...server, current: claim } : server;
}

/** The round of a day: everybody has a board of their own, until the next day's comes. */
export function openDailyRound(claim: DailyClaim, botId: string, locale: string): Round {
  const { guildId, dayKey, puzzleId, channelId, at } = claim;
  const id = dailyRoundId(guildId, dayKey);
  return openRound({ id, puzzleId, channelId, guildId, ownerId: botId, locale, startedAt: at, mode: 'solo' });
}

/** The round after its post is known. The post is never brought up to date, so there is none that shows how it stands. */
export function withDailyPost(round: Round, messageId: string): Round {
  return { ...round, messageId };
}

/** Ends the round of a day, because the next one is here or the daily is off. */
export function endDailyRound(round: Round, at: number): Round {
  return round.ended === null ? { ...round, ended: { why: 'time-up', at } } : round;
}

/**
 * The picture of a pool whose turn it is; undefined when there is none.
 *
 * @param draw 0 (included) to 1, for pools that are shuffled
 */
export function choosePicture(pool: readonly PoolPicture[], order: PoolOrder, draw: number): PoolPicture | undefined {
  const index = { oldest: 0, newest: pool.length - 1, shuffled: Math.floor(draw * pool.length) }[order];
  return pool[index];
}
