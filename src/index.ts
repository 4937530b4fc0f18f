import process from 'node:process';
import type { AnyCommand } from './bot/command.ts';
import { loadCommands } from './bot/load-commands.ts';
import { registerCommands } from './bot/register-commands.ts';
import { type Bot, startBot } from './bot/start-bot.ts';
import { type Config, readConfig } from './config.ts';
import { translator } from './i18n.ts';
import { createThreadLanes } from './jobs/job-lanes.ts';
import { createLog } from './log.ts';
import { explainEnd } from './run-or-explain.ts';
import { scheduleDaily, scheduleEveryMinute } from './schedule.ts';
import { Shutdown } from './shutdown.ts';
import { cleanUp } from './store/clean-up.ts';
import { openStore } from './store/open-store.ts';

const t = translator('en');
const shutdown = new Shutdown(explainEnd);

/** Discord itself, or the playground when there is no token for it. */
async function findDiscord(
  { token, discord, playgroundPort: port }: Pick<Config, 'token' | 'discord' | 'playgroundPort'>,
  commands: readonly AnyCommand[],
) {
  if (token !== undefined) return { ...discord, token, greeting: ({ name }: Bot) => t('start.online', { name }) };
  const { startPlaygroundServer } = await import('./playground/playground-server.ts');
  const server = await startPlaygroundServer({ port });
  shutdown.add(() => server.close());
  await registerCommands(commands, server);
  return { ...server, allowHttp: true, greeting: () => t('start.playground', { url: server.url }) };
}

async function start(): Promise<void> {
  const { dataDir, storeUrl: url, logLevel, workerThreads: threads, retentionDays, ...config } = readConfig();
  const log = createLog(logLevel);
  const commands = await loadCommands();
  const store = await openStore({ dataDir, url, log });
  shutdown.add(() => store.close());
  const runner = createThreadLanes({ threads, log });
  shutdown.add(() => runner.close());
  const housekeeping = () => cleanUp(store, Date.now(), retentionDays);
  if (retentionDays > 0) shutdown.add(scheduleDaily(housekeeping, { name: 'housekeeping', log }).stop);
  const { greeting, ...discord } = await findDiscord(config, commands);
  const told = { retentionDays, promptServer: config.inference.inpaintUrl };
  const bot = await startBot({ ...discord, ...told, commands, stores: store, runner, log }, shutdown.signal);
  shutdown.add(() => bot.stop());
  shutdown.add(scheduleEveryMinute(bot.dailies, { name: 'dailies', log }).stop);
  void bot.lost.then(end);
  process.stdout.write(`${greeting(bot)}\n`);
}

/** Closes everything in order. Without an error, or once the end has begun, it is a good end. */
async function end(error?: unknown): Promise<void> {
  const exitCode = error === undefined || shutdown.signal.aborted ? 0 : explainEnd(error);
  await shutdown.run();
  process.exit(exitCode);
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void end());
for (const bug of ['uncaughtException', 'unhandledRejection'] as const) process.on(bug, (error) => void end(error));
await start().catch(end);
