import type { DailyServer, DailySettings, SetAsidePicture } from '../../game/daily.ts';
import { nextDaily } from '../../game/daily-plan.ts';
import { describeFailure, type Translate } from '../../i18n.ts';
import { dayText } from './daily-post.ts';
import { momentText } from './durations.ts';
import { mention } from './places.ts';
import { textView, type View } from './view.ts';

/** A list stays readable, and below what a message holds. */
const MAX_LISTED = 10;
/** Each with its reason in a sentence. */
const MAX_ASIDE = 5;

function settingLines(server: DailyServer, settings: DailySettings, now: number, t: Translate): string[] {
  const { channelId, time, zone, level, differences, roleId, poolOrder, isGlobal } = settings;
  const next = nextDaily(settings, now, server);
  const role = roleId === null ? t('daily.list.noRole') : `<@&${roleId}>`;
  return [
    t('daily.list.where', { channel: `<#${channelId}>`, time, zone }),
    ...(next === undefined ? [] : [t('daily.list.next', { when: momentText(next.dueAt) })]),
    t('daily.list.what', { level: t(`levels.${level}`), count: differences }),
    t('daily.list.role', { role }),
    t('daily.list.order', { order: t(`daily.orders.${poolOrder}`) }),
    t(isGlobal ? 'daily.list.global' : 'daily.list.local'),
  ];
}

function stateLines({ current, skippedKeys, troubles, settings }: DailyServer, t: Translate): string[] {
  const state = current === null ? [] : [t(`daily.states.${current.state}`, { day: dayText(current.dayKey, t) })];
  const coming = skippedKeys.filter((key) => current === null || key > current.dayKey);
  const skipped = coming.map((key) => t('daily.list.skipped', { day: dayText(key, t) }));
  const channel = `<#${settings?.channelId}>`;
  return [...state, ...skipped, ...troubles.map((trouble) => `⚠️ ${t(`daily.troubles.${trouble}`, { channel })}`)];
}

const asideLine = ({ name, id, reason }: SetAsidePicture, t: Translate): string =>
  t('daily.list.aside', { name, id, reason: describeFailure(reason, t) });

function poolLines({ pool, setAside }: DailyServer, t: Translate): string[] {
  const listed = pool
    .slice(0, MAX_LISTED)
    .map(({ name, id, addedBy }) => t('daily.list.picture', { name, id, player: mention(addedBy) }));
  const more = pool.length - listed.length;
  return [
    t('daily.list.pool', { count: pool.length }),
    ...listed,
    ...(more > 0 ? [t('daily.list.more', { count: more })] : []),
    ...setAside.slice(-MAX_ASIDE).map((picture) => asideLine(picture, t)),
  ];
}

/** All about the daily of a server, for its admins. */
export function dailyListView(server: DailyServer, now: number, t: Translate): View {
  const { settings } = server;
  const about = settings === null ? [t('daily.list.off')] : settingLines(server, settings, now, t);
  const parts = [`## ${t('daily.list.title')}`, ...about, ...stateLines(server, t), ...poolLines(server, t)];
  return textView(parts.join('\n'));
}
