import type { AutocompleteInteraction, ChatInputCommandInteraction } from 'discord.js';
import { CodedError } from '../contract/coded-error.ts';
import type { DailyServer } from '../game/daily.ts';
import { nextDaily } from '../game/daily-plan.ts';
import { withRepair } from '../game/player-days.ts';
import { dayKeyAt, isDayKey } from '../game/wall-clock.ts';
import { translator } from '../i18n.ts';
import type { DailyAdminPart } from './daily-options.ts';
import { addToPool, removeFromPool } from './daily-pool.ts';
import { readDailySettings, requireAdmin } from './daily-settings.ts';
import { suggestZones } from './daily-zones.ts';
import { deferReply, editReply, replyPrivately } from './replies.ts';
import type { BotServices } from './services.ts';
import { switchOffDaily } from './switch-off-daily.ts';
import { dailyListView } from './views/daily-list.ts';
import { dayText } from './views/daily-post.ts';
import { relativeTime } from './views/durations.ts';
import { mention } from './views/places.ts';
import { textView } from './views/view.ts';

/** Somebody who may manage the server asks for something. */
interface Asked {
  readonly interaction: ChatInputCommandInteraction;
  readonly guildId: string;
  readonly services: BotServices;
}
type Handler = (asked: Asked) => Promise<void>;

/** Discord shows no more, and takes names of this length. */
const MAX_CHOICES = 25;
const MAX_CHOICE_NAME = 100;

const tOf = ({ interaction }: Asked) => translator(interaction.locale);

/** The settings of a server whose daily is on. @throws CodedError `daily-off` */
function settingsOf({ settings }: DailyServer) {
  if (settings === null) throw new CodedError('daily-off', {});
  return settings;
}

async function showList(asked: Asked, server: DailyServer): Promise<void> {
  await editReply(asked.interaction, dailyListView(server, Date.now(), tOf(asked)));
}

async function set(asked: Asked): Promise<void> {
  const { interaction, guildId, services } = asked;
  await deferReply(interaction, 'private');
  const server = await services.stores.dailies.update(guildId, (before) => {
    const settings = readDailySettings(interaction, before, Date.now(), services);
    // What was refused is tried again with the next look, perhaps in another channel.
    const current = before.current?.state === 'refused' ? { ...before.current, retryAt: 0 } : before.current;
    return { ...before, settings, current };
  });
  services.dailies.noteChange(server);
  await showList(asked, server);
}

async function add(asked: Asked): Promise<void> {
  const { interaction, guildId, services } = asked;
  await deferReply(interaction, 'private');
  const image = interaction.options.getAttachment('image', true);
  const { server, added } = await addToPool(guildId, image, interaction.user.id, services);
  const text = tOf(asked)('daily.added', { name: added.name, count: server.pool.length });
  await editReply(interaction, textView(text));
}

async function remove(asked: Asked): Promise<void> {
  const { interaction, guildId, services } = asked;
  const { name } = await removeFromPool(guildId, interaction.options.getString('picture', true), services);
  await replyPrivately(interaction, textView(tOf(asked)('daily.removed', { name })));
}

async function list(asked: Asked): Promise<void> {
  const { interaction, guildId, services } = asked;
  const server = await services.stores.dailies.get(guildId);
  await replyPrivately(interaction, dailyListView(server, Date.now(), tOf(asked)));
}

async function skip(asked: Asked): Promise<void> {
  const { interaction, guildId, services } = asked;
  const skipped: string[] = [];
  const server = await services.stores.dailies.update(guildId, (before) => {
    const next = nextDaily(settingsOf(before), Date.now(), before);
    if (next === undefined) return before;
    skipped.push(next.dayKey);
    return { ...before, skippedKeys: [...before.skippedKeys, next.dayKey], prepared: null };
  });
  const t = tOf(asked);
  const next = nextDaily(settingsOf(server), Date.now(), server);
  const day = dayText(skipped[0] ?? '', t);
  await replyPrivately(interaction, textView(t('daily.skipped', { day, when: relativeTime(next?.dueAt ?? 0) })));
}

async function off(asked: Asked): Promise<void> {
  const { interaction, guildId, services } = asked;
  if (!(await switchOffDaily(guildId, services))) throw new CodedError('daily-off', {});
  await replyPrivately(interaction, textView(tOf(asked)('daily.off')));
}

/** What became of a post that somebody ordered. @throws CodedError `daily-post-failed` */
async function tellPosted(asked: Asked): Promise<void> {
  const { current, settings, troubles } = await asked.services.stores.dailies.get(asked.guildId);
  const t = tOf(asked);
  if (current?.state !== 'posted' || current.messageId === null || settings === null) {
    const [trouble] = troubles;
    const channel = `<#${settings?.channelId}>`;
    const reason = trouble === undefined ? '' : t(`daily.troubles.${trouble}`, { channel });
    throw new CodedError('daily-post-failed', { reason });
  }
  const url = `https://discord.com/channels/${asked.guildId}/${current.channelId}/${current.messageId}`;
  await editReply(asked.interaction, textView(t('daily.postedNow', { url })));
}

async function postNow(asked: Asked): Promise<void> {
  const { interaction, guildId, services } = asked;
  const { stores, dailies } = services;
  const server = await stores.dailies.get(guildId);
  const { zone } = settingsOf(server);
  const now = Date.now();
  const dayKey = dayKeyAt(now, zone);
  const isOpen = server.current?.dayKey === dayKey && ['refused', 'unverified'].includes(server.current.state);
  if (server.claimedKeys.includes(dayKey) && !isOpen) {
    throw new CodedError('daily-already-posted', { day: dayText(dayKey, tOf(asked)) });
  }
  await deferReply(interaction, 'private');
  await (isOpen ? dailies.postAgain(guildId) : dailies.postNow(guildId, { dayKey, dueAt: now }));
  await tellPosted(asked);
}

async function repair(asked: Asked): Promise<void> {
  const { interaction, guildId, services } = asked;
  const { stores } = services;
  const day = interaction.options.getString('day', true).trim();
  const player = interaction.options.getUser('player', true);
  const { claimedKeys } = await stores.dailies.get(guildId);
  if (!isDayKey(day) || !claimedKeys.includes(day)) throw new CodedError('daily-day-unknown', { day });
  await stores.players.update(guildId, player.id, (record) => withRepair(record, day));
  const t = tOf(asked);
  await replyPrivately(
    interaction,
    textView(t('daily.repaired', { player: mention(player.id), day: dayText(day, t) })),
  );
}

/** What each part of /daily-admin does. */
const HANDLERS = Object.freeze({
  set,
  add,
  remove,
  list,
  skip,
  off,
  'post-now': postNow,
  repair,
}) satisfies Record<DailyAdminPart, Handler>;

/** @throws CodedError `manage-server-needed`, `not-in-a-server`, and those of the part */
export async function administerDaily(interaction: ChatInputCommandInteraction, services: BotServices): Promise<void> {
  const guildId = requireAdmin(interaction);
  const part = interaction.options.getSubcommand(true);
  const known = Object.keys(HANDLERS).find((key): key is DailyAdminPart => key === part);
  if (known === undefined) throw new Error(`/daily-admin has no part ${part}: deploy the commands again.`);
  await HANDLERS[known]({ interaction, guildId, services });
}

async function choicesFor(name: string, typed: string, guildId: string, { stores }: BotServices) {
  if (name === 'zone') return suggestZones(typed, MAX_CHOICES).map((zone) => ({ name: zone, value: zone }));
  const { pool, setAside, claimedKeys } = await stores.dailies.get(guildId);
  if (name === 'day') return claimedKeys.toReversed().map((key) => ({ name: key, value: key }));
  return [...pool, ...setAside].map(({ id, name: file }) => ({ name: `${file} (${id})`, value: id }));
}

/** Completes the options of /daily-admin for those who may use it. */
export async function completeDailyAdmin(interaction: AutocompleteInteraction, services: BotServices): Promise<void> {
  const { name, value } = interaction.options.getFocused(true);
  const guildId = requireAdmin(interaction);
  const choices = await choicesFor(name, value, guildId, services);
  const wanted = value.toLowerCase();
  const fitting = name === 'zone' ? choices : choices.filter((choice) => choice.name.toLowerCase().includes(wanted));
  await interaction.respond(
    fitting.slice(0, MAX_CHOICES).map((choice) => ({ ...choice, name: choice.name.slice(0, MAX_CHOICE_NAME) })),
  );
}
