import process from 'node:process';
import { inviteUrl } from './src/bot/invite.ts';
import { loadCommands } from './src/bot/load-commands.ts';
import { registerCommands } from './src/bot/register-commands.ts';
import { readConfig } from './src/config.ts';
import { CodedError } from './src/contract/coded-error.ts';
import { translator } from './src/i18n.ts';
import { runOrExplain } from './src/run-or-explain.ts';

const t = translator('en');

await runOrExplain(async () => {
  const { token, discord, ...config } = readConfig();
  if (token === undefined) throw new CodedError('token-missing', {});
  const registration = { token, applicationId: config.applicationId, apiUrl: discord.apiUrl };
  const { count, applicationId } = await registerCommands(await loadCommands(), registration);
  process.stdout.write(`${t('start.deployed', { count })}\n${t('start.invite', { url: inviteUrl(applicationId) })}\n`);
});
