import { dailyRoundId } from '../game/daily.ts';
import type { PlayerDay, PlayerRecord } from '../game/player-days.ts';
import { withDay } from '../game/player-days.ts';
import { playersOf } from '../game/round-result.ts';
import { playedKeys, type Streak, streakOf } from '../game/streaks.ts';
import type { DayKey } from '../game/wall-clock.ts';
import type { GameStores } from './game-stores.ts';

type Stores = Pick<GameStores, 'dailies' | 'players' | 'rounds' | 'puzzles'>;

/** What a player is known for in a server, today included. */
export interface KnownPlayer {
  readonly record: PlayerRecord;
  readonly streak: Streak;
}

/** What everybody has made of the daily that can be played now; undefined when there is none. */
export async function openDaily(guildId: string, { dailies, rounds, puzzles }: Stores) {
  const { current } = await dailies.get(guildId);
  const round = current && (await rounds.get(dailyRoundId(guildId, current.dayKey)));
  const puzzle = round && (await puzzles.get(round.puzzleId));
  if (current === null || round == null || puzzle == null || round.ended !== null) return undefined;
  return { dayKey: current.dayKey, players: playersOf(round, puzzle.key) };
}

function withToday(record: PlayerRecord, today: { dayKey: DayKey; players: ReturnType<typeof playersOf> } | undefined) {
  const own = today?.players.find(({ playerId }) => playerId === record.playerId);
  if (today === undefined || own === undefined) return record;
  const { playerId: _, ...day } = own;
  return withDay(record, { ...day, dayKey: today.dayKey } satisfies PlayerDay);
}

/** A player and their streak, with what they have played of today's daily. */
export async function knownPlayer(guildId: string, playerId: string, stores: Stores): Promise<KnownPlayer> {
  const today = await openDaily(guildId, stores);
  const record = withToday(await stores.players.get(guildId, playerId), today);
  const { claimedKeys } = await stores.dailies.get(guildId);
  const days = { dailyKeys: claimedKeys, playedKeys: playedKeys(record), openKey: today?.dayKey };
  return { record, streak: streakOf(days) };
}

/** The streak of a player up to now. */
export async function playerStreak(guildId: string, playerId: string, stores: Stores): Promise<Streak> {
  return (await knownPlayer(guildId, playerId, stores)).streak;
}
