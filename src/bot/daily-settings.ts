import { type ChatInputCommandInteraction, PermissionFlagsBits } from 'discord.js';
import { DEFAULT_DIFFERENCES, LEVELS, type Level } from '../contract/answer-key.ts';
import { CodedError } from '../contract/coded-error.ts';
import { type DailyServer, type DailySettings, POOL_ORDERS } from '../game/daily.ts';
import { isTimeZone, parseWallTime } from '../game/wall-clock.ts';
import { usualZoneName } from './daily-zones.ts';
import type { BotServices } from './services.ts';

const DEFAULT_LEVEL: Level = 'medium';

/** An interaction in a server, of somebody who may manage it. */
export type AdminInteraction = Pick<ChatInputCommandInteraction, 'memberPermissions' | 'guildId'>;

/**
 * Lets only those pass who may manage the server: Discord's own check can be changed by its admins for a command, which
 * is theirs to do, but not be left out.
 *
 * @throws CodedError `not-in-a-server`, `manage-server-needed`
 */
export function requireAdmin({ memberPermissions, guildId }: AdminInteraction): string {
  if (guildId === null) throw new CodedError('not-in-a-server', {});
  if (!memberPermissions?.has(PermissionFlagsBits.ManageGuild)) throw new CodedError('manage-server-needed', {});
  return guildId;
}

function readTime(text: string | null, before: DailySettings | null): string {
  if (text === null) {
    if (before === null) throw new CodedError('daily-set-incomplete', {});
    return before.time;
  }
  const time = parseWallTime(text);
  if (time === undefined) throw new CodedError('time-invalid', { text });
  return time;
}

function readZone(text: string | null, before: DailySettings | null): string {
  if (text === null) {
    if (before === null) throw new CodedError('daily-set-incomplete', {});
    return before.zone;
  }
  const zone = usualZoneName(text.trim());
  if (!isTimeZone(zone)) throw new CodedError('time-zone-unknown', { text });
  return zone;
}

function readRole({ options, guildId }: ChatInputCommandInteraction, before: DailySettings | null): string | null {
  if (options.getBoolean('quiet') === true) return null;
  const role = options.getRole('role');
  // The role of everybody has the id of the server.
  if (role?.id === guildId) throw new CodedError('role-is-everyone', {});
  return role?.id ?? before?.roleId ?? null;
}

function readLevel({ options }: ChatInputCommandInteraction, before: DailySettings | null) {
  const wanted = LEVELS.find((level) => level === options.getString('level'));
  const level = wanted ?? before?.level ?? DEFAULT_LEVEL;
  const usual = wanted === undefined ? (before?.differences ?? DEFAULT_DIFFERENCES[level]) : DEFAULT_DIFFERENCES[level];
  return { level, differences: options.getInteger('differences') ?? usual };
}

/**
 * What somebody wants of the daily; what they leave out stays as it is.
 *
 * @throws CodedError `daily-set-incomplete`, `time-invalid`, `time-zone-unknown`, `role-is-everyone`,
 * `daily-channel-closed`
 */
export function readDailySettings(
  interaction: ChatInputCommandInteraction,
  { settings: before }: DailyServer,
  now: number,
  { sight }: BotServices,
): DailySettings {
  const { options, channelId, guildLocale, user } = interaction;
  const channel = options.getChannel('channel')?.id ?? before?.channelId ?? channelId;
  if (sight().mayPost(channel) === false) throw new CodedError('daily-channel-closed', { channel: `<#${channel}>` });
  return {
    channelId: channel,
    time: readTime(options.getString('time'), before),
    zone: readZone(options.getString('zone'), before),
    ...readLevel(interaction, before),
    roleId: readRole(interaction, before),
    poolOrder: POOL_ORDERS.find((order) => order === options.getString('order')) ?? before?.poolOrder ?? 'oldest',
    isGlobal: options.getBoolean('global') ?? before?.isGlobal ?? false,
    locale: guildLocale ?? before?.locale ?? interaction.locale,
    adminId: user.id,
    since: before?.since ?? now,
  };
}
