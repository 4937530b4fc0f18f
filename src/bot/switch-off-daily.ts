import { endDaily } from './daily-post.ts';
import type { BotServices } from './services.ts';

/**
 * Switches the daily of a server off, and counts what was played of the last one: no other follows that would end it.
 *
 * @returns whether it was on
 */
export async function switchOffDaily(
  guildId: string,
  { stores, dailies }: Pick<BotServices, 'stores' | 'dailies'>,
): Promise<boolean> {
  let wasOn = false;
  const server = await stores.dailies.update(guildId, (before) => {
    wasOn = before.settings !== null;
    return wasOn ? { ...before, settings: null, prepared: null } : before;
  });
  if (!wasOn) return false;
  dailies.noteChange(server);
  if (server.current !== null) await endDaily(server.current, Date.now(), { stores });
  return true;
}
