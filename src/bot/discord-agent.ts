import { Agent } from 'undici';

/**
 * Connections to one host at the same time; what comes beyond waits for one of them. Without a limit every answer to a
 * crowd opens one of its own, and opening it takes longer than the answer.
 */
const MAX_CONNECTIONS = 64;
/** Kept that long where the other side says nothing: who guesses again soon need not wait for a greeting. */
const KEEP_ALIVE_MS = 30_000;

/** Carries all that the bot asks of Discord, apart from the gateway. Idle connections do not keep the process alive. */
export const DISCORD_AGENT = new Agent({ connections: MAX_CONNECTIONS, keepAliveTimeout: KEEP_ALIVE_MS });
