import { DiscordAPIError, HTTPError, RESTJSONErrorCodes } from 'discord.js';
import type { DailyTrouble } from '../game/daily.ts';

const HTTP_UNAUTHORIZED = 401;
const UNREACHABLE_POST: readonly (number | string)[] = [
  RESTJSONErrorCodes.UnknownChannel,
  RESTJSONErrorCodes.UnknownMessage,
  RESTJSONErrorCodes.MissingAccess,
  RESTJSONErrorCodes.MissingPermissions,
  RESTJSONErrorCodes.MaximumNumberOfEditsToMessagesOlderThanOneHourReached,
];
/** Ways in which a connection ends without an answer. */
const BROKEN_CONNECTION = ['UND_ERR_SOCKET', 'ECONNRESET', 'ECONNREFUSED', 'EPIPE', 'UND_ERR_CONNECT_TIMEOUT'];

const hasApiCode = (error: unknown, code: number) => error instanceof DiscordAPIError && error.code === code;

/** 10062: Discord forgot the interaction, because 3 s passed or it was answered from elsewhere. Nobody waits. */
export const isExpiredInteraction = (error: unknown): boolean =>
  hasApiCode(error, RESTJSONErrorCodes.UnknownInteraction);

/** 40060: an earlier try took effect though its answer got lost. */
export const isAlreadyAcknowledged = (error: unknown): boolean =>
  hasApiCode(error, RESTJSONErrorCodes.InteractionHasAlreadyBeenAcknowledged);

/** 50027: the 15 minutes in which a reply can be edited are over. */
export const isExpiredToken = (error: unknown): boolean => hasApiCode(error, RESTJSONErrorCodes.InvalidWebhookToken);

/** 401 where the bot's own token was shown. */
export const isRefusedToken = (error: unknown): boolean =>
  error instanceof DiscordAPIError && error.status === HTTP_UNAUTHORIZED && !isExpiredToken(error);

/** The post is gone, too old, or out of our reach: the game goes on without updating it. */
export const isUnreachablePost = (error: unknown): boolean =>
  error instanceof DiscordAPIError && UNREACHABLE_POST.includes(error.code);

/** The same request may succeed in a moment. */
export function isTransient(error: unknown): boolean {
  if (error instanceof HTTPError) return error.status >= 500;
  if (!(error instanceof Error)) return false;
  return error.name === 'AbortError' || ('code' in error && BROKEN_CONNECTION.includes(String(error.code)));
}

/** Answers of Discord that say for certain that nothing was posted, and what to tell the admin. */
const POST_REFUSALS: Readonly<Record<string, DailyTrouble>> = {
  [RESTJSONErrorCodes.MissingAccess]: 'missing-permission',
  [RESTJSONErrorCodes.MissingPermissions]: 'missing-permission',
  [RESTJSONErrorCodes.UnknownChannel]: 'channel-gone',
  [RESTJSONErrorCodes.UnknownGuild]: 'channel-gone',
  [RESTJSONErrorCodes.CannotSendMessagesInNonTextChannel]: 'missing-permission',
  [RESTJSONErrorCodes.InvalidActionOnArchivedThread]: 'thread-archived',
  [RESTJSONErrorCodes.ThreadLocked]: 'thread-archived',
};

/** Why a daily cannot be posted in its channel; undefined when that is not the reason, or it may have been posted. */
export const postRefusal = (error: unknown): DailyTrouble | undefined =>
  error instanceof DiscordAPIError ? POST_REFUSALS[String(error.code)] : undefined;
