import {
  ActionRowBuilder,
  ApplicationCommandOptionType,
  ButtonBuilder,
  ButtonStyle,
  type Client,
  type Interaction,
  MessageFlags,
} from 'discord.js';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type PlaygroundServer, startPlaygroundServer } from '../../src/playground/playground-server.ts';
import { register, startTinyBot } from './tiny-bot.ts';

const bytes = new TextEncoder().encode('not really a picture');
const COMMAND = {
  name: 'puzzle',
  description: 'Make a puzzle',
  options: [
    { type: ApplicationCommandOptionType.Attachment, name: 'image', description: 'The picture', required: true },
    { type: ApplicationCommandOptionType.String, name: 'level', description: 'The level' },
  ],
};

describe('a conversation with a real client', () => {
  let server: PlaygroundServer;
  let client: Client | undefined;

  beforeEach(async () => {
    server = await startPlaygroundServer({ port: 0 });
    await register(server, [COMMAND]);
  });
  afterEach(async () => {
    await client?.destroy();
    await server.close();
    server.log.assertNoViolations();
  });

  async function answerWith(onInteraction: (interaction: Interaction) => Promise<unknown>) {
    client = await startTinyBot(server, onInteraction);
    await server.botReady();
  }

  it('defers, downloads the attachment and edits the reply with two files', async () => {
    await answerWith(async (interaction) => {
      if (!interaction.isChatInputCommand()) return;
      await interaction.deferReply();
      const image = interaction.options.getAttachment('image', true);
      const copy = Buffer.from(await (await fetch(image.url)).arrayBuffer());
      const row = new ActionRowBuilder<ButtonBuilder>().addComponents(
        new ButtonBuilder().setCustomId('guess').setLabel('Guess').setStyle(ButtonStyle.Primary),
      );
      await interaction.editReply({
        content: 'Here you are',
        files: [
          { attachment: copy, name: 'a.png', description: 'Picture A' },
          { attachment: copy, name: 'b.png', description: 'Picture B' },
        ],
        components: [row],
      });
    });
    const handle = server
      .as(server.places.owner)
      .command('puzzle', { image: { name: 'cat.png', bytes }, level: 'easy' });
    expect(await handle.acknowledged()).toBeLessThan(3000);
    const reply = await handle.reply();
    expect(reply.content).toBe('Here you are');
    expect(reply.attachments.map(({ filename, description, size }) => ({ filename, description, size }))).toEqual([
      { filename: 'a.png', description: 'Picture A', size: bytes.length },
      { filename: 'b.png', description: 'Picture B', size: bytes.length },
    ]);
    expect(server.fileBytes(reply.attachments[1]?.url ?? '')).toEqual(bytes);
    expect(reply.interaction_metadata?.user.id).toBe(server.places.owner.id);
  });

  it('shows ephemeral answers to the one who asked and to nobody else', async () => {
    await answerWith(async (interaction) => {
      if (interaction.isChatInputCommand()) await interaction.reply({ content: 'psst', flags: MessageFlags.Ephemeral });
    });
    const [first, second] = server.places.players;
    await server
      .as(first)
      .command('puzzle', { image: { name: 'cat.png', bytes } })
      .reply();
    expect(
      server
        .as(first)
        .messages()
        .map(({ content }) => content),
    ).toEqual(['psst']);
    expect(server.as(second).messages()).toEqual([]);
  });
});
