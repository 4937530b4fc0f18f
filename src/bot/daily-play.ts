import type { AutocompleteInteraction, ChatInputCommandInteraction } from 'discord.js';
import { CodedError } from '../contract/coded-error.ts';
import { type DailyServer, dailyRoundId, pastRoundId } from '../game/daily.ts';
import { nextDaily } from '../game/daily-plan.ts';
import { openRound } from '../game/round-rules.ts';
import { type DayKey, isDayKey } from '../game/wall-clock.ts';
import { translator } from '../i18n.ts';
import { findGame, type Game } from './find-round.ts';
import { playerStreak } from './player-streak.ts';
import { POSTED_ROLES } from './post-size.ts';
import { deferReply, editReply } from './replies.ts';
import type { BotServices } from './services.ts';
import { dailyPlayView } from './views/daily-play.ts';
import { dayText } from './views/daily-post.ts';
import { relativeTime } from './views/durations.ts';
import { pictureFile } from './views/files.ts';

/** Discord shows no more. */
const MAX_CHOICES = 25;

/** A daily that somebody plays, and whether it counts. */
interface Playing {
  readonly game: Game;
  readonly dayKey: DayKey;
  readonly isPast: boolean;
}

function serverIdOf({ guildId }: ChatInputCommandInteraction | AutocompleteInteraction): string {
  if (guildId === null) throw new CodedError('not-in-a-server', {});
  return guildId;
}

/** Why there is nothing to play today. */
function nothingToday(server: DailyServer): CodedError {
  const next = server.settings && nextDaily(server.settings, Date.now(), server);
  return next == null
    ? new CodedError('daily-off', {})
    : new CodedError('daily-not-yet', { when: relativeTime(next.dueAt) });
}

async function openToday(server: DailyServer, { stores }: BotServices): Promise<Playing> {
  const { current, guildId } = server;
  const round = current && (await stores.rounds.get(dailyRoundId(guildId, current.dayKey)));
  if (round == null || round.ended !== null) throw nothingToday(server);
  return { game: await findGame(round.id, stores), dayKey: current?.dayKey ?? '', isPast: false };
}

/** A round of their own for the player, which nobody else sees and which counts for nothing. */
async function openPast(
  { guildId }: DailyServer,
  dayKey: DayKey,
  interaction: ChatInputCommandInteraction,
  { stores }: BotServices,
): Promise<Playing> {
  const t = translator(interaction.locale);
  const claim = isDayKey(dayKey) ? await stores.dailies.getClaim(guildId, dayKey) : undefined;
  if (claim === undefined) throw new CodedError('daily-day-unknown', { day: dayKey });
  if ((await stores.puzzles.get(claim.puzzleId)) === undefined) {
    throw new CodedError('daily-day-gone', { day: dayText(dayKey, t) });
  }
  const { user, locale } = interaction;
  const id = pastRoundId(guildId, dayKey, user.id);
  if ((await stores.rounds.get(id)) === undefined) {
    const about = { id, puzzleId: claim.puzzleId, ownerId: user.id, locale, startedAt: Date.now() };
    // No channel and no server: no `/guess` of others finds it, and it has no result.
    await stores.rounds.create(openRound({ ...about, channelId: id, guildId: null, mode: 'solo' }));
  }
  return { game: await findGame(id, stores), dayKey, isPast: true };
}

async function open(interaction: ChatInputCommandInteraction, services: BotServices): Promise<Playing> {
  const server = await services.stores.dailies.get(serverIdOf(interaction));
  const day = interaction.options.getString('day')?.trim();
  const isToday = day === undefined || (day === server.current?.dayKey && (await isOpen(server, services)));
  return isToday ? openToday(server, services) : openPast(server, day, interaction, services);
}

async function isOpen({ current, guildId }: DailyServer, { stores }: BotServices): Promise<boolean> {
  const round = current && (await stores.rounds.get(dailyRoundId(guildId, current.dayKey)));
  return round?.ended === null;
}

/**
 * Shows a player today's daily, or a past one, for their eyes only.
 *
 * @throws CodedError `not-in-a-server`, `daily-off`, `daily-not-yet`, `daily-day-unknown`, `daily-day-gone`,
 * `picture-file-missing`
 */
export async function playDaily(interaction: ChatInputCommandInteraction, services: BotServices): Promise<void> {
  const guildId = serverIdOf(interaction);
  const { game, dayKey, isPast } = await open(interaction, services);
  await deferReply(interaction, 'private');
  const t = translator(interaction.locale);
  const { stores } = services;
  const files = await Promise.all(
    POSTED_ROLES.map(async (role) =>
      pictureFile(game.puzzle, role, await stores.pictures.get(game.puzzle.pictures[role]), t),
    ),
  );
  const playerId = interaction.user.id;
  const streak = isPast ? undefined : await playerStreak(guildId, playerId, stores);
  await editReply(interaction, dailyPlayView({ ...game, dayKey, playerId, streak }, t, files));
}

/** Offers the days of the archive, the newest first. */
export async function completeDay(interaction: AutocompleteInteraction, { stores }: BotServices): Promise<void> {
  const { claimedKeys } = await stores.dailies.get(serverIdOf(interaction));
  const t = translator(interaction.locale);
  const wanted = interaction.options.getFocused().toLowerCase();
  const choices = claimedKeys
    .toReversed()
    .map((key) => ({ name: dayText(key, t), value: key }))
    .filter(({ name, value }) => value.includes(wanted) || name.toLowerCase().includes(wanted));
  await interaction.respond(choices.slice(0, MAX_CHOICES));
}
