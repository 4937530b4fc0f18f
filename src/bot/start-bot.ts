import { setMaxListeners } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import type { CodedError } from '../contract/coded-error.ts';
import type { JobRunner } from '../contract/job-runner.ts';
import type { Logger } from '../log.ts';
import { createAttachmentDownloads } from './attachments.ts';
import { createChannelMessages } from './channel-messages.ts';
import { type ChannelSight, createChannelSight } from './channel-sight.ts';
import type { AnyCommand } from './command.ts';
import { connect } from './connect.ts';
import { Dailies } from './dailies.ts';
import { Dispatcher } from './dispatch.ts';
import { dropUnpostedRounds } from './drop-unposted-rounds.ts';
import type { GameStores } from './game-stores.ts';
import { PostUpdater } from './post-updater.ts';
import { RoundClock } from './round-clock.ts';
import type { BotServices } from './services.ts';
import { switchOffDaily } from './switch-off-daily.ts';
import { whenTimeIsUp } from './time-up.ts';
import { createWebhookMessages } from './webhook-messages.ts';
import { ZoomCache } from './zoom-cache.ts';

/** What a bot is made of. */
export interface BotParts {
  readonly token: string;
  /** Where Discord is; Discord itself when undefined. */
  readonly apiUrl: string | undefined;
  readonly attachmentHosts: readonly string[];
  readonly allowHttp: boolean;
  readonly commands: readonly AnyCommand[];
  readonly stores: GameStores;
  readonly runner: JobRunner;
  readonly retentionDays: number;
  /** URL of the server that paints by prompts, if there is one. */
  readonly promptServer?: string | undefined;
  readonly log: Logger;
  /** The clock of the dailies, in milliseconds since 1970; the machine's when undefined. */
  readonly now?: () => number;
}

/** A bot that is logged in and answers. */
export interface Bot {
  /** Its name on Discord. */
  readonly name: string;
  readonly applicationId: string;
  /** Resolves when Discord ended the connection for good. */
  readonly lost: Promise<CodedError>;
  /** To be asked every minute. */
  readonly dailies: Pick<Dailies, 'tick' | 'whenIdle'>;
  /** Looks at all rounds anew, for instance because somebody else changed the store, and ends those whose time is up. */
  watchRounds(): Promise<void>;
  /** Stops long work, tells those who wait for it, and logs off. The stores and the runner may be closed then. */
  stop(): Promise<void>;
}

/** Those who wait are told within a second or two; a Discord that does not answer must not keep the process. */
const FAREWELL_MS = 8000;
/** Time goes on while the bot is away: rounds whose time was up meanwhile end now. */
async function watchOpenRounds({ stores, clock }: BotServices): Promise<void> {
  for await (const round of stores.rounds.all()) clock.watch(round);
}

/**
 * Logs in and answers from then on.
 *
 * @param signal ends the waiting while Discord cannot be reached
 * @throws CodedError `token-refused`, `intents-refused`
 */
export async function startBot(parts: BotParts, signal: AbortSignal): Promise<Bot> {
  const { stores, runner, log, retentionDays } = parts;
  const stopping = new AbortController();
  // All jobs that run or wait listen to it, and stop when they are done; Node takes more than ten for a leak.
  setMaxListeners(0, stopping.signal);
  const messages = createChannelMessages(parts.token, parts.apiUrl);
  const webhooks = createWebhookMessages(parts.apiUrl);
  const posts = new PostUpdater({ stores, messages, webhooks, log });
  const clock = new RoundClock((roundId) => void whenTimeIsUp(roundId, services));
  const downloads = createAttachmentDownloads({ hosts: parts.attachmentHosts, allowHttp: parts.allowHttp });
  let seen: ChannelSight | undefined;
  const sight = (): ChannelSight => {
    if (seen === undefined) throw new Error('The bot is not logged in yet.');
    return seen;
  };
  const tools = { stores, runner, messages, sight, log, stopping: stopping.signal };
  const dailies = new Dailies({ ...tools, botId: () => sight().botId, now: parts.now ?? Date.now });
  const services: BotServices = {
    ...tools,
    downloads,
    posts,
    webhooks,
    clock,
    zooms: new ZoomCache(),
    dailies,
    retentionDays,
    promptServer: parts.promptServer,
  };
  const dropped = await dropUnpostedRounds(stores.rounds);
  if (dropped > 0) log.warn({ rounds: dropped }, 'dropped rounds that were never posted');
  const dispatcher = new Dispatcher(parts.commands, services);
  const { client, lost, close } = await connect({
    token: parts.token,
    apiUrl: parts.apiUrl,
    log,
    onInteraction: (interaction) => void dispatcher.dispatch(interaction),
    onRemoved: (guildId) =>
      void switchOffDaily(guildId, services)
        .then((wasOn) => log.info({ guildId, wasOn }, 'removed from a server'))
        .catch((err) => log.error({ err, guildId }, 'the daily of a server that removed the bot goes on')),
    signal,
  });
  seen = createChannelSight(client);
  const watchRounds = () => watchOpenRounds(services);
  await watchRounds();
  await dailies.start();
  return {
    dailies,
    watchRounds,
    name: client.user.username,
    applicationId: client.application.id,
    lost,
    async stop() {
      stopping.abort();
      clock.close();
      const farewell = Promise.all([dispatcher.whenIdle(), dailies.stop()]).then(() => posts.close());
      await Promise.race([farewell, sleep(FAREWELL_MS, undefined, { ref: false })]);
      await close();
    },
  };
}
