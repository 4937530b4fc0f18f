import { setTimeout as sleep } from 'node:timers/promises';
import { REST, Routes } from 'discord.js';
import type { CodedError } from '../contract/coded-error.ts';
import type { JobRunner } from '../contract/job-runner.ts';
import type { Logger } from '../log.ts';
import { createAttachmentDownloads } from './attachments.ts';
import type { AnyCommand } from './command.ts';
import { connect } from './connect.ts';
import { Dispatcher } from './dispatch.ts';
import { dropUnpostedRounds } from './drop-unposted-rounds.ts';
import type { GameStores } from './game-stores.ts';
import { PostUpdater } from './post-updater.ts';
import type { View } from './views/view.ts';

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
  readonly log: Logger;
}

/** A bot that is logged in and answers. */
export interface Bot {
  /** Its name on Discord. */
  readonly name: string;
  readonly applicationId: string;
  /** Resolves when Discord ended the connection for good. */
  readonly lost: Promise<CodedError>;
  /** Stops long work, tells those who wait for it, and logs off. The stores and the runner may be closed then. */
  stop(): Promise<void>;
}

/** Those who wait are told within a second or two; a Discord that does not answer must not keep the process. */
const FAREWELL_MS = 8000;
/** Nobody is notified by a name in a post. */
const NO_MENTIONS = { parse: [] };

/** Edits posts with a REST client of its own: one refused token on the way must not make the other one forget it. */
function createMessageEditor({ token, apiUrl }: BotParts) {
  const rest = new REST({ version: '10', ...(apiUrl === undefined ? {} : { api: apiUrl }) });
  return (channelId: string, messageId: string, { components, flags }: View) => {
    const body = { components: components.map((part) => part.toJSON()), flags, allowed_mentions: NO_MENTIONS };
    // After one 401 it would never send the token again.
    return rest.setToken(token).patch(Routes.channelMessage(channelId, messageId), { body });
  };
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
  const posts = new PostUpdater({ stores, editMessage: createMessageEditor(parts), log });
  const downloads = createAttachmentDownloads({ hosts: parts.attachmentHosts, allowHttp: parts.allowHttp });
  const services = { stores, runner, downloads, posts, log, retentionDays, stopping: stopping.signal };
  const dropped = await dropUnpostedRounds(stores.rounds);
  if (dropped > 0) log.warn({ rounds: dropped }, 'dropped rounds that were never posted');
  const dispatcher = new Dispatcher(parts.commands, services);
  const { client, lost, close } = await connect({
    token: parts.token,
    apiUrl: parts.apiUrl,
    log,
    onInteraction: (interaction) => void dispatcher.dispatch(interaction),
    signal,
  });
  return {
    name: client.user.username,
    applicationId: client.application.id,
    lost,
    async stop() {
      stopping.abort();
      const farewell = dispatcher.whenIdle().then(() => posts.close());
      await Promise.race([farewell, sleep(FAREWELL_MS, undefined, { ref: false })]);
      await close();
    },
  };
}
