import type { APIMessage } from 'discord.js';
import { type DailyClaim, dailyRoundId } from '../game/daily.ts';
import { BUTTON_KINDS, parseCustomId } from './custom-ids.ts';
import type { DailyParts } from './daily-parts.ts';

/** What a look into the channel says of a post. `unknown`: the bot may not look, or there is too much to look at. */
export type PostSearch =
  | { readonly kind: 'found'; readonly messageId: string }
  | { readonly kind: 'absent' }
  | { readonly kind: 'unknown' };

/** Discord's clock and ours may differ by this much. */
const CLOCK_SLACK_MS = 5 * 60_000;

function customIds(node: unknown): string[] {
  if (typeof node !== 'object' || node === null) return [];
  const own = 'custom_id' in node && typeof node.custom_id === 'string' ? [node.custom_id] : [];
  return [...own, ...Object.values(node).flatMap(customIds)];
}

/** Whether the buttons of a message play this round. */
const plays = ({ components }: APIMessage, roundId: string): boolean =>
  customIds(components).some((id) => parseCustomId(id, BUTTON_KINDS)?.roundId === roundId);

/**
 * Looks for the post of a claim among the bot's own messages since then, and knows it by its buttons. Discord shows an
 * empty channel to those who may not read its past, so without that permission nothing found proves nothing.
 *
 * @throws DiscordAPIError when the channel is gone or closed to the bot
 */
export async function findDailyPost(
  { guildId, dayKey, channelId, at }: DailyClaim,
  { messages, sight }: Pick<DailyParts, 'messages' | 'sight'>,
): Promise<PostSearch> {
  const { botId, mayReadHistory } = sight();
  if (!mayReadHistory(channelId)) return { kind: 'unknown' };
  const all = await messages.since(channelId, at - CLOCK_SLACK_MS);
  const roundId = dailyRoundId(guildId, dayKey);
  const found = all?.find((message) => message.author.id === botId && plays(message, roundId));
  if (found !== undefined) return { kind: 'found', messageId: found.id };
  return all === undefined ? { kind: 'unknown' } : { kind: 'absent' };
}
