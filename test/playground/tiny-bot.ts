import { Client, type ClientOptions, GatewayIntentBits, type Interaction, REST, Routes } from 'discord.js';
import type { PlaygroundServer } from '../../src/playground/playground-server.ts';

/** A REST client that speaks to the playground with the bot's token. */
export function restOf(server: PlaygroundServer): REST {
  return new REST({ version: '10', api: server.apiUrl }).setToken(server.token);
}

/** Registers commands the way a deploy script does. */
export function register(server: PlaygroundServer, commands: readonly object[]): Promise<unknown> {
  return restOf(server).put(Routes.applicationCommands(server.applicationId), { body: commands });
}

/** A real discord.js client, logged in and ready. */
export async function startTinyBot(
  server: PlaygroundServer,
  onInteraction: (interaction: Interaction) => Promise<unknown>,
  options: Partial<ClientOptions> = {},
): Promise<Client<true>> {
  const client = new Client({
    intents: [GatewayIntentBits.Guilds],
    allowedMentions: { parse: [] },
    enforceNonce: true,
    ...options,
    rest: { api: server.apiUrl, ...options.rest },
  });
  client.on('interactionCreate', (interaction) => {
    onInteraction(interaction).catch((error: unknown) => client.emit('error', error as Error));
  });
  const ready = new Promise<Client<true>>((resolve) => {
    client.once('clientReady', resolve);
  });
  await client.login(server.token);
  return ready;
}
