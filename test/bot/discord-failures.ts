import { DiscordAPIError, HTTPError } from 'discord.js';

const NO_BODY = { files: undefined, body: undefined };

/** An answer of Discord with one of its error codes. */
export function apiError(code: number, status: number): DiscordAPIError {
  return new DiscordAPIError({ code, message: `code ${code}` }, code, status, 'POST', 'http://discord.test/', NO_BODY);
}

/** A 5xx after discord.js has repeated the request often enough. */
export const serverError = () => new HTTPError(503, 'Service Unavailable', 'POST', 'http://discord.test/', NO_BODY);

/** A connection that was closed in the middle of the answer. */
export const socketError = () => Object.assign(new Error('other side closed'), { code: 'UND_ERR_SOCKET' });
