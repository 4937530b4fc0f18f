import { Agent } from 'undici';

/**
 * Connections to one host at the same time; what comes beyond waits for one of them, and with it for Discord's answer to
 * somebody else. As many as players who guess at one moment in a large server, each with one to itself.
 */
const MAX_CONNECTIONS = 256;
/**
 * Kept that long where the other side says nothing, a little less than Discord's does (Cloudflare: 400 s): opening a
 * connection takes longer than an answer, and who guesses again need not wait for it.
 */
const KEEP_ALIVE_MS = 300_000;

/** Carries all that the bot asks of Discord, apart from the gateway. Idle connections do not keep the process alive. */
export const DISCORD_AGENT = new Agent({ connections: MAX_CONNECTIONS, keepAliveTimeout: KEEP_ALIVE_MS });
