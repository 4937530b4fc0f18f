import { setImmediate as nextTurn } from 'node:timers/promises';
import type { ButtonInteraction, ChatInputCommandInteraction } from 'discord.js';
import { CodedError } from '../contract/coded-error.ts';
import { type DailyServer, isDailyRound } from '../game/daily.ts';
import {
  addUp,
  type BoardCalendar,
  type BoardEntry,
  type BoardLine,
  type BoardPeriod,
  type BoardSpan,
  dayOfResult,
  entriesOf,
  globalEntry,
  pageOf,
  rank,
  spanOf,
} from '../game/leaderboards.ts';
import type { PlayerDay } from '../game/player-days.ts';
import { monthOf, type RoundResult } from '../game/round-result.ts';
import { addDays } from '../game/wall-clock.ts';
import { translator } from '../i18n.ts';
import { type BoardChoice, parseBoardSubject } from './board-choice.ts';
import type { GameStores } from './game-stores.ts';
import { openDaily } from './player-streak.ts';
import { deferReply, deferUpdate, editReply } from './replies.ts';
import type { BotServices } from './services.ts';
import { leaderboardView } from './views/leaderboard.ts';

/** The leaderboard of all servers takes a look at each of them. */
const GLOBAL_MEMORY_MS = 60_000;
/** All servers have one calendar in common only. */
const GLOBAL_CALENDAR: BoardCalendar = { zone: 'UTC', time: undefined, currentKey: undefined };

const calendarOf = ({ settings, current }: DailyServer): BoardCalendar => ({
  zone: settings?.zone ?? 'UTC',
  time: settings?.time,
  currentKey: current?.dayKey,
});

/** The results of a server in the days of a span. */
async function* resultsIn(
  guildId: string,
  { firstKey }: BoardSpan,
  zone: string,
  { results }: GameStores,
): AsyncGenerator<RoundResult> {
  // A month is one of UTC, which may be a day off.
  const firstMonth = firstKey === null ? '' : monthOf(Date.parse(addDays(firstKey, -1)));
  for (const month of await results.monthsOf(guildId)) {
    if (month < firstMonth) continue;
    for (const result of await results.ofMonth(guildId, month)) {
      if (firstKey === null || dayOfResult(result, zone) >= firstKey) yield result;
    }
  }
}

async function serverLines(guildId: string, { games }: BoardChoice, span: BoardSpan, stores: GameStores) {
  const { zone } = calendarOf(await stores.dailies.get(guildId));
  const entries: BoardEntry[] = [];
  for await (const result of resultsIn(guildId, span, zone, stores)) {
    if (games === 'all' || isDailyRound(result.roundId)) entries.push(...entriesOf(result));
  }
  // Its result comes with its end, a day later: those who play it want to see it now.
  const today = await openDaily(guildId, stores);
  if (today !== undefined && (span.firstKey === null || today.dayKey >= span.firstKey))
    entries.push(...entriesOf(today));
  return rank(addUp(entries));
}

/** Adds what the players of one server who want to show have played there. */
async function collectDays(guildId: string, stores: GameStores, days: Map<string, PlayerDay[]>): Promise<void> {
  const records = await stores.players.globalPlayers(guildId);
  if (records.length === 0) return;
  const today = await openDaily(guildId, stores);
  for (const { playerId, days: played } of records) {
    const own = today?.players.find((player) => player.playerId === playerId);
    const known = days.get(playerId) ?? [];
    days.set(playerId, [...known, ...played, ...(today && own ? [{ ...own, dayKey: today.dayKey }] : [])]);
  }
}

async function globalLines(span: BoardSpan, stores: GameStores): Promise<readonly BoardLine[]> {
  const days = new Map<string, PlayerDay[]>();
  for await (const { guildId, settings } of stores.dailies.all()) {
    if (settings?.isGlobal !== true) continue;
    await collectDays(guildId, stores, days);
    await nextTurn();
  }
  const entries = [...days].map(([playerId, played]) => globalEntry(playerId, played, span));
  return rank(entries.filter(({ rounds }) => rounds > 0));
}

interface Remembered {
  readonly at: number;
  readonly lines: Promise<readonly BoardLine[]>;
}
const remembered = new WeakMap<GameStores, Map<BoardPeriod, Remembered>>();

/** The leaderboard of all servers, as it was a minute ago at most. */
function recentGlobalLines(period: BoardPeriod, span: BoardSpan, stores: GameStores, now: number) {
  const known = remembered.get(stores) ?? new Map<BoardPeriod, Remembered>();
  remembered.set(stores, known);
  const recent = known.get(period);
  if (recent !== undefined && now - recent.at < GLOBAL_MEMORY_MS) return recent.lines;
  const lines = globalLines(span, stores);
  known.set(period, { at: now, lines });
  return lines;
}

async function drawBoard(
  interaction: ChatInputCommandInteraction | ButtonInteraction,
  choice: BoardChoice,
  page: number,
  { stores }: BotServices,
) {
  const { guildId, user, locale } = interaction;
  if (guildId === null) throw new CodedError('not-in-a-server', {});
  const now = Date.now();
  const server = await stores.dailies.get(guildId);
  const isGlobal = choice.scope === 'global';
  if (isGlobal && server.settings?.isGlobal !== true) throw new CodedError('global-board-off', {});
  const span = spanOf(choice.period, isGlobal ? GLOBAL_CALENDAR : calendarOf(server), now);
  const lines = isGlobal
    ? await recentGlobalLines(choice.period, span, stores, now)
    : await serverLines(guildId, choice, span, stores);
  const takesPart = isGlobal && (await stores.players.get(guildId, user.id)).isGlobal;
  const board = { choice, resetAt: span.resetAt, takesPart, page: pageOf(lines, page, user.id) };
  return leaderboardView(board, translator(locale));
}

/** Shows a leaderboard to the one who asks. @throws CodedError `not-in-a-server`, `global-board-off` */
export async function showLeaderboard(
  interaction: ChatInputCommandInteraction,
  choice: BoardChoice,
  services: BotServices,
): Promise<void> {
  await deferReply(interaction, 'private');
  await editReply(interaction, await drawBoard(interaction, choice, 1, services));
}

/** Turns to another page. */
export async function turnPage(
  interaction: ButtonInteraction,
  subject: string,
  page: number,
  services: BotServices,
): Promise<void> {
  const choice = parseBoardSubject(subject);
  await deferUpdate(interaction);
  await editReply(interaction, await drawBoard(interaction, choice, page, services));
}

/** Lets a player show on the leaderboard of all servers, or not any more. */
export async function joinGlobalBoard(
  interaction: ButtonInteraction,
  subject: string,
  isGlobal: boolean,
  services: BotServices,
): Promise<void> {
  const choice = parseBoardSubject(subject);
  const { guildId, user } = interaction;
  if (guildId === null) throw new CodedError('not-in-a-server', {});
  await deferUpdate(interaction);
  const { stores } = services;
  await stores.players.update(guildId, user.id, (record) => ({ ...record, isGlobal }));
  // Who leaves is gone at once, and who joins is there.
  remembered.delete(stores);
  await editReply(interaction, await drawBoard(interaction, choice, 1, services));
}
