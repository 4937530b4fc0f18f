import { RESTJSONErrorCodes } from 'discord.js';
import { type Issue, toErrorTree } from '../validation/issue.ts';

/** An answer that tells the bot why not, in Discord's own words. */
export class DiscordError extends Error {
  override readonly name = 'DiscordError';
  readonly status: 400 | 401 | 403 | 404 | 405 | 413;
  readonly code: number;
  readonly issues: readonly Issue[];

  constructor(status: DiscordError['status'], code: number, message: string, issues: readonly Issue[] = []) {
    super(message);
    this.status = status;
    this.code = code;
    this.issues = issues;
  }

  /** The JSON body of the answer. */
  toJSON(): object {
    const errors = this.issues.length === 0 ? {} : { errors: toErrorTree(this.issues) };
    return { message: this.message, code: this.code, ...errors };
  }
}

export const unauthorized = () => new DiscordError(401, 0, '401: Unauthorized');
export const unknownRoute = () => new DiscordError(404, 0, '404: Not Found');
export const unknownChannel = () => new DiscordError(404, RESTJSONErrorCodes.UnknownChannel, 'Unknown Channel');
export const unknownMessage = () => new DiscordError(404, RESTJSONErrorCodes.UnknownMessage, 'Unknown Message');
export const unknownUser = () => new DiscordError(404, RESTJSONErrorCodes.UnknownUser, 'Unknown User');
export const unknownWebhook = () => new DiscordError(404, RESTJSONErrorCodes.UnknownWebhook, 'Unknown Webhook');
export const unknownGuild = () => new DiscordError(404, RESTJSONErrorCodes.UnknownGuild, 'Unknown Guild');
export const unknownApplication = () =>
  new DiscordError(404, RESTJSONErrorCodes.UnknownApplication, 'Unknown Application');
export const unknownInteraction = () =>
  new DiscordError(404, RESTJSONErrorCodes.UnknownInteraction, 'Unknown interaction');
export const alreadyAcknowledged = () =>
  new DiscordError(
    400,
    RESTJSONErrorCodes.InteractionHasAlreadyBeenAcknowledged,
    'Interaction has already been acknowledged.',
  );
export const invalidToken = () =>
  new DiscordError(401, RESTJSONErrorCodes.InvalidWebhookToken, 'Invalid Webhook Token');
export const missingAccess = () => new DiscordError(403, RESTJSONErrorCodes.MissingAccess, 'Missing Access');
export const missingPermissions = () =>
  new DiscordError(403, RESTJSONErrorCodes.MissingPermissions, 'Missing Permissions');
export const notTheAuthor = () =>
  new DiscordError(
    403,
    RESTJSONErrorCodes.CannotEditMessageAuthoredByAnotherUser,
    'Cannot edit a message authored by another user',
  );
export const entityTooLarge = () =>
  new DiscordError(413, RESTJSONErrorCodes.RequestEntityTooLarge, 'Request entity too large');
export const invalidBody = (issues: readonly Issue[]) =>
  new DiscordError(400, RESTJSONErrorCodes.InvalidFormBodyOrContentType, 'Invalid Form Body', issues);
