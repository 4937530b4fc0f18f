import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type APIMessage, GatewayIntentBits } from 'discord.js';
import sharp from 'sharp';
import { loadCommands } from '../../src/bot/load-commands.ts';
import { registerCommands } from '../../src/bot/register-commands.ts';
import { type Bot, startBot } from '../../src/bot/start-bot.ts';
import type { JobRunner } from '../../src/contract/job-runner.ts';
import type { InteractionHandle } from '../../src/playground/people/interaction-handle.ts';
import type { PlaygroundClock } from '../../src/playground/playground-clock.ts';
import { type PlaygroundServer, startPlaygroundServer } from '../../src/playground/playground-server.ts';
import { openStore, type Store } from '../../src/store/open-store.ts';
import { readableLog } from '../bot/fake-services.ts';

/** The real bot, connected to a Discord on loopback, with a store of its own. */
export interface BotInABox {
  readonly server: PlaygroundServer;
  readonly store: Store;
  readonly bot: Bot;
  /** The lines of the log so far; reading forgets them. */
  readonly logLines: ReturnType<typeof readableLog>['lines'];
  /** Ends the bot and starts it again, with what is stored. */
  restart(): Promise<void>;
  close(): Promise<void>;
}

/** How long people wait for the bot when the machine is busy with other things too. */
export const PATIENCE_MS = 45_000;

/** What a box can have besides its runner. */
export interface BoxOptions {
  /** The clock of the dailies. */
  readonly now?: () => number;
  /** The clock of Discord. */
  readonly clock?: PlaygroundClock;
  /** Changes the store before the bot starts. */
  readonly prepare?: (store: Store, server: PlaygroundServer) => Promise<unknown>;
}

/** Starts the real bot with this runner, for an application that may have no intent but Guilds. */
export async function startBotInABox(runner: JobRunner, { now, clock, prepare }: BoxOptions = {}): Promise<BotInABox> {
  const dataDir = await mkdtemp(join(tmpdir(), 'difference-engine-'));
  const { log, lines } = readableLog();
  const server = await startPlaygroundServer({
    port: 0,
    disallowedIntents: ~GatewayIntentBits.Guilds,
    waitTimeoutMs: PATIENCE_MS,
    ...(clock && { clock }),
  });
  const store = await openStore({ dataDir, log });
  await prepare?.(store, server);
  const commands = await loadCommands();
  await registerCommands(commands, server);
  const { token, apiUrl, attachmentHosts } = server;
  const discord = { token, apiUrl, attachmentHosts, allowHttp: true };
  const parts = { ...discord, commands, stores: store, runner, retentionDays: 30, log, ...(now && { now }) };
  const start = () => startBot(parts, new AbortController().signal);
  let bot = await start();
  await server.botReady();
  return {
    server,
    store,
    get bot() {
      return bot;
    },
    logLines: lines,
    async restart() {
      await bot.stop();
      bot = await start();
    },
    async close() {
      await bot.stop();
      await runner.close();
      await store.close();
      await server.close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

/** A small picture to attach. */
export async function smallPicture(): Promise<{ name: string; bytes: Uint8Array }> {
  const create = { width: 120, height: 80, channels: 3, background: 'teal' } as const;
  return { name: 'cat.png', bytes: await sharp({ create }).png().toBuffer() };
}

/** All that a message says, in one text. */
export function textOf(message: APIMessage): string {
  const all = (value: unknown): string[] => {
    if (typeof value !== 'object' || value === null) return [];
    const own = 'content' in value && typeof value.content === 'string' ? [value.content] : [];
    return [...own, ...Object.values(value).flatMap(all)].filter((text) => text !== '');
  };
  return all({ content: message.content, components: message.components }).join('\n');
}

/** The post of a puzzle: the message with the board and both pictures. */
export const isPost = (message: APIMessage): boolean => message.attachments.length === 3;

/** What is said while a puzzle is made ends like this; what is said instead of one does not. */
const PROGRESS = /(…|%)$/;

/** Waits for the post of a puzzle. @throws Error with what the bot says when it cannot make one */
export function postOf(command: InteractionHandle): Promise<APIMessage> {
  return command.reply((message) => {
    const text = isPost(message) ? undefined : textOf(message);
    if (text !== undefined && !PROGRESS.test(text)) throw new Error(`There is no puzzle: ${text}`);
    return isPost(message);
  });
}
