import process from 'node:process';
import { loadCommands } from './src/bot/load-commands.ts';
import { registerCommands } from './src/bot/register-commands.ts';
import { readConfig } from './src/config.ts';
import { CodedError } from './src/contract/coded-error.ts';
import { translator } from './src/i18n.ts';
import { runOrExplain } from './src/run-or-explain.ts';

await runOrExplain(async () => {
  const { token, applicationId, discord } = readConfig();
  if (token === undefined) throw new CodedError('token-missing', {});
  const count = await registerCommands(await loadCommands(), { token, applicationId, apiUrl: discord.apiUrl });
  process.stdout.write(`${translator('en')('start.deployed', { count })}\n`);
});
