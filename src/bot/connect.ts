import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client, DiscordjsError, DiscordjsErrorCodes, Events, GatewayIntentBits, type Interaction } from 'discord.js';
import { CodedError } from '../contract/coded-error.ts';
import type { Logger } from '../log.ts';
import { DISCORD_AGENT } from './discord-agent.ts';

/** What a connection to Discord needs. */
export interface ConnectOptions {
  readonly token: string;
  /** Base URL of the API without the version; Discord's when undefined. */
  readonly apiUrl: string | undefined;
  readonly log: Logger;
  readonly onInteraction: (interaction: Interaction) => void;
  /** A server has thrown the bot out; one that only cannot be reached for a while has not. */
  readonly onRemoved: (guildId: string) => void;
  /** Ends the waiting between tries to log in. */
  readonly signal: AbortSignal;
  /** Pause after the first failed try; each further one doubles, up to a minute. */
  readonly firstPauseMs?: number;
}

/** A bot that is logged in. */
export interface Connection {
  readonly client: Client<true>;
  /** Resolves when Discord ended the connection for good: nothing reconnects it, so the process must not live on. */
  readonly lost: Promise<CodedError>;
  /** Logs off. */
  close(): Promise<void>;
}

const FIRST_PAUSE_MS = 1000;
const MAX_PAUSE_MS = 60_000;
/** Pauses vary by this share, so that many bots do not come back in step. */
const JITTER_RATIO = 0.25;
/** The messages of `@discordjs/ws` for the close codes 4004, 4013 and 4014; it gives them no code. */
const BAD_TOKEN_MESSAGE = 'Authentication failed';
const BAD_INTENTS_MESSAGE = /intents/;

/**
 * This client only answers interactions, which Discord does not count into its 50 requests a second; the library does, and
 * would let a crowd wait. What Discord does not want it says in its headers.
 */
const ANSWERS_PER_SECOND = 1000;

/** Only what slash commands, buttons, modals and our own posts need. */
const INTENTS = [GatewayIntentBits.Guilds];

function createClient({ apiUrl, log, onInteraction, onRemoved }: ConnectOptions): Client {
  const client = new Client({
    intents: INTENTS,
    // Names are shown as mentions; nobody is ever notified by them.
    allowedMentions: { parse: [] },
    enforceNonce: true,
    rest: {
      agent: DISCORD_AGENT,
      globalRequestsPerSecond: ANSWERS_PER_SECOND,
      ...(apiUrl === undefined ? {} : { api: apiUrl }),
    },
  });
  client.on(Events.InteractionCreate, onInteraction);
  client.on(Events.GuildDelete, ({ id }) => onRemoved(id));
  client.on(Events.Error, (err) => log.error({ err }, 'the Discord client failed'));
  client.on(Events.Warn, (warning) => log.warn({ warning }, 'the Discord client warns'));
  client.on(Events.ShardError, (err, shard) => log.warn({ err, shard }, 'the gateway connection failed'));
  client.on(Events.ShardReconnecting, (shard) => log.info({ shard }, 'reconnecting to Discord'));
  client.on(Events.ShardResume, (shard, replayed) => log.info({ shard, replayed }, 'resumed the gateway session'));
  return client;
}

/** Failures that no further try can mend. */
function finalFailure(error: unknown): CodedError | undefined {
  if (error instanceof DiscordjsError && error.code === DiscordjsErrorCodes.TokenInvalid) {
    return new CodedError('token-refused', {}, { cause: error });
  }
  if (!(error instanceof Error)) return undefined;
  if (error.message === BAD_TOKEN_MESSAGE) return new CodedError('token-refused', {}, { cause: error });
  if (BAD_INTENTS_MESSAGE.test(error.message)) {
    return new CodedError('intents-refused', { reason: error.message }, { cause: error });
  }
  return undefined;
}

/** Ends the connection; discord.js announces a reconnection even then, which would only mislead in the log. */
async function logOff(client: Client): Promise<void> {
  client.removeAllListeners(Events.ShardReconnecting);
  await client.destroy();
}

/** Logs in with a client of its own: one whose login failed once never becomes ready again. */
async function logIn(options: ConnectOptions): Promise<Connection> {
  const client = createClient(options);
  const lost = new Promise<CodedError>((resolve) => {
    client.on(Events.ShardDisconnect, ({ code }) => resolve(new CodedError('connection-lost', { closeCode: code })));
  });
  try {
    const ready = once(client, Events.ClientReady, { signal: options.signal });
    await Promise.all([client.login(options.token), ready]);
    return { client: client as Client<true>, lost, close: () => logOff(client) };
  } catch (error) {
    await client.destroy();
    throw error;
  }
}

/**
 * Logs in to Discord, again and again while it cannot be reached.
 *
 * @throws CodedError `token-refused`, `intents-refused`; an AbortError when the signal ends the waiting
 */
export async function connect(options: ConnectOptions): Promise<Connection> {
  let pause = options.firstPauseMs ?? FIRST_PAUSE_MS;
  for (;;) {
    try {
      return await logIn(options);
    } catch (error) {
      const final = finalFailure(error);
      if (final !== undefined) throw final;
      options.signal.throwIfAborted();
      const pauseMs = Math.round(pause * (1 + JITTER_RATIO * Math.random()));
      options.log.warn({ err: error, pauseMs }, 'Discord cannot be reached; trying again');
      await sleep(pauseMs, undefined, { signal: options.signal });
      pause = Math.min(MAX_PAUSE_MS, pause * 2);
    }
  }
}
