import process from 'node:process';
import type { PlaygroundServer } from '../../src/playground/playground-server.ts';
import { freshFolder, type Program, startProgram } from '../e2e/program.ts';

/** Where a bot speaks to, and where it keeps its data. */
interface BotPlace {
  /** That of the server when absent. */
  readonly apiUrl?: string;
  readonly folder?: string;
}

/** Registers the commands and starts the bot as an operator does, in a process of its own. Resolves when it is ready. */
export async function startBotProcess(
  server: PlaygroundServer,
  { apiUrl = server.apiUrl, folder = freshFolder() }: BotPlace = {},
): Promise<Program> {
  const settings = {
    DISCORD_TOKEN: server.token,
    DISCORD_API_URL: apiUrl,
    ATTACHMENT_HOSTS: server.attachmentHosts.join(','),
    ALLOW_CUSTOM_API: '1',
  };
  await startProgram('deploy', settings).ended;
  const bot = startProgram('start', settings, folder);
  // Whatever goes wrong here, the bot does not live on.
  process.on('exit', () => bot.process.kill('SIGKILL'));
  await bot.firstLine();
  await server.botReady();
  return bot;
}
