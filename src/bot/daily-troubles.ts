import type { CodedError } from '../contract/coded-error.ts';
import type { DailyServer, DailyTrouble, PoolPicture } from '../game/daily.ts';
import { describeFailure, translator } from '../i18n.ts';
import type { DailyParts } from './daily-parts.ts';
import { textView } from './views/view.ts';

type Tellers = Pick<DailyParts, 'stores' | 'messages' | 'log'>;

/** Writes to the one who set the daily. Who does not want that finds it in the list all the same. */
async function write({ guildId, settings }: DailyServer, text: string, { messages, log }: Tellers): Promise<void> {
  if (settings === null) return;
  await messages
    .direct(settings.adminId, textView(text))
    .catch((err) => log.info({ err, guildId }, 'an admin could not be told'));
}

/** Tells the admin of a trouble, once until a daily has gone well again. */
export async function tellOnce(guildId: string, trouble: DailyTrouble, parts: Tellers): Promise<void> {
  let isNew = false;
  const server = await parts.stores.dailies.update(guildId, (before) => {
    isNew = !before.troubles.includes(trouble);
    return isNew ? { ...before, troubles: [...before.troubles, trouble] } : before;
  });
  parts.log.warn({ guildId, trouble, isNew }, 'a daily is in trouble');
  if (!isNew || server.settings === null) return;
  const t = translator(server.settings.locale);
  const channel = `<#${server.settings.channelId}>`;
  await write(server, t('daily.trouble', { reason: t(`daily.troubles.${trouble}`, { channel }) }), parts);
}

/** Tells the admin that a picture of the pool is of no use. */
export async function tellOfPicture(
  server: DailyServer,
  { name, id }: PoolPicture,
  error: CodedError,
  parts: Tellers,
): Promise<void> {
  parts.log.warn({ guildId: server.guildId, picture: id, code: error.code }, 'a picture of a pool was set aside');
  if (server.settings === null) return;
  const t = translator(server.settings.locale);
  await write(server, t('daily.setAside', { name, reason: describeFailure(error, t) }), parts);
}
