import {
  ActionRowBuilder,
  type APIUser,
  ApplicationCommandOptionType,
  ButtonBuilder,
  ButtonStyle,
  type Client,
  ContainerBuilder,
  type Interaction,
  LabelBuilder,
  MediaGalleryBuilder,
  MessageFlags,
  ModalBuilder,
  PermissionFlagsBits,
  StringSelectMenuBuilder,
  TextDisplayBuilder,
  TextInputBuilder,
  TextInputStyle,
} from 'discord.js';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type PlaygroundServer, startPlaygroundServer } from '../../src/playground/playground-server.ts';
import { mediaUrls, walkComponents } from '../../src/playground/validation/component-tree.ts';
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

  it('does not wait for a reply that the bot took back', async () => {
    await answerWith(async (interaction) => {
      if (!interaction.isChatInputCommand()) return;
      await interaction.deferReply();
      await interaction.editReply('one moment');
      await interaction.deleteReply();
      await interaction.followUp({ content: 'that did not work', flags: MessageFlags.Ephemeral });
    });
    const asked = server.as(server.places.owner).command('puzzle', { image: { name: 'cat.png', bytes } });
    await expect(asked.reply(({ content }) => content === 'Here you are')).rejects.toThrow('that did not work');
  });

  it('offers choices while a person types', async () => {
    await register(server, [
      {
        ...COMMAND,
        options: [{ type: ApplicationCommandOptionType.String, name: 'theme', description: 'x', autocomplete: true }],
      },
    ]);
    await answerWith(async (interaction) => {
      if (!interaction.isAutocomplete()) return;
      const { name, value } = interaction.options.getFocused(true);
      await interaction.respond([{ name: `${name} like ${value}`, value: 'sea' }]);
    });
    const typing = server.as(server.places.owner).autocomplete('puzzle', { theme: 'se' }, 'theme');
    expect(await typing.choices()).toEqual([{ name: 'theme like se', value: 'sea' }]);
  });

  it('opens a modal from a button and answers what was filled in', async () => {
    await answerWith(async (interaction) => {
      if (interaction.isChatInputCommand()) {
        const guess = new ButtonBuilder().setCustomId('guess').setLabel('Guess').setStyle(ButtonStyle.Primary);
        await interaction.reply({
          content: 'Play',
          components: [new ActionRowBuilder<ButtonBuilder>().addComponents(guess)],
        });
      } else if (interaction.isButton()) {
        const input = new TextInputBuilder().setCustomId('cell').setStyle(TextInputStyle.Short);
        const label = new LabelBuilder().setLabel('Which cell?').setTextInputComponent(input);
        await interaction.showModal(new ModalBuilder().setCustomId('m').setTitle('Guess').addLabelComponents(label));
      } else if (interaction.isModalSubmit()) {
        const content = `${interaction.fields.getTextInputValue('cell')} on ${interaction.message?.content}`;
        await interaction.reply({ content, flags: MessageFlags.Ephemeral });
      }
    });
    const player = server.as(server.places.players[0]);
    const post = await player.command('puzzle', { image: { name: 'cat.png', bytes } }).reply();
    const modal = await player.click(post, 'Guess').modal();
    expect(modal.data.title).toBe('Guess');
    expect((await player.submitModal(modal, { cell: 'B4' }).reply()).content).toBe('B4 on Play');
    expect(() => player.submitModal(modal, { cell: '' })).toThrow('cell');
    expect(() => player.submitModal(modal, { other: 'B4' })).toThrow('other');
    expect(() => server.as(server.places.players[1]).submitModal(modal, { cell: 'B4' })).toThrow('somebody else');
  });

  it('updates a message from its menu and deletes it from its button', async () => {
    await answerWith(async (interaction) => {
      if (interaction.isChatInputCommand()) {
        const menu = new StringSelectMenuBuilder()
          .setCustomId('level')
          .addOptions({ label: 'Easy', value: 'easy' }, { label: 'Hard', value: 'hard' });
        const gone = new ButtonBuilder().setCustomId('gone').setLabel('Away').setStyle(ButtonStyle.Danger);
        await interaction.reply({
          content: 'Which level?',
          components: [
            new ActionRowBuilder<StringSelectMenuBuilder>().addComponents(menu),
            new ActionRowBuilder<ButtonBuilder>().addComponents(gone),
          ],
        });
      } else if (interaction.isStringSelectMenu()) {
        await interaction.update(`Level ${interaction.values[0]}`);
      } else if (interaction.isButton()) {
        await interaction.deferUpdate();
        await interaction.deleteReply();
      }
    });
    const player = server.as(server.places.players[0]);
    const post = await player.command('puzzle', { image: { name: 'cat.png', bytes } }).reply();
    expect(() => player.select(post, 'level', ['expert'])).toThrow('expert');
    expect((await player.select(post, 'level', ['hard']).updated()).content).toBe('Level hard');
    await player.click(post, 'gone').acknowledged();
    await expect.poll(() => player.messages(), { interval: 5 }).toEqual([]);
    expect(() => player.click(post, 'gone')).toThrow('sees no message');
  });

  it('edits a deferred update and follows up', async () => {
    await answerWith(async (interaction) => {
      if (interaction.isChatInputCommand()) {
        const more = new ButtonBuilder().setCustomId('more').setLabel('More').setStyle(ButtonStyle.Secondary);
        await interaction.deferReply();
        // The first follow-up of a deferred reply becomes the reply.
        await interaction.followUp({
          content: 'one',
          components: [new ActionRowBuilder<ButtonBuilder>().addComponents(more)],
        });
        await interaction.followUp({ content: 'two', flags: MessageFlags.Ephemeral });
      } else if (interaction.isButton()) {
        await interaction.deferUpdate();
        await interaction.editReply('changed');
      }
    });
    const player = server.as(server.places.players[0]);
    const handle = player.command('puzzle', { image: { name: 'cat.png', bytes } });
    const post = await handle.reply();
    expect(post.content).toBe('one');
    const second = await handle.followUp();
    expect(second.content).toBe('two');
    expect(
      server
        .as(server.places.owner)
        .messages()
        .map(({ content }) => content),
    ).toEqual(['one']);
    expect((await player.click(post, 'More').updated()).content).toBe('changed');
  });

  it('builds a message of V2 components with a picture', async () => {
    await answerWith(async (interaction) => {
      if (!interaction.isChatInputCommand()) return;
      const gallery = new MediaGalleryBuilder().addItems({
        media: { url: 'attachment://a.png' },
        description: 'A cat',
      });
      const text = new TextDisplayBuilder().setContent('**Find** it');
      const container = new ContainerBuilder()
        .setAccentColor(0xff8800)
        .addTextDisplayComponents(text)
        .addMediaGalleryComponents(gallery);
      await interaction.deferReply();
      await interaction.editReply({
        flags: MessageFlags.IsComponentsV2,
        components: [container],
        files: [{ attachment: Buffer.from(bytes), name: 'a.png' }],
      });
    });
    const post = await server
      .as(server.places.owner)
      .command('puzzle', { image: { name: 'cat.png', bytes } })
      .reply();
    const media = mediaUrls(post.components);
    expect(media.map(({ url }) => server.fileBytes(url))).toEqual([bytes]);
    expect((post.flags ?? 0) & MessageFlags.IsComponentsV2).not.toBe(0);
    expect(walkComponents(post.components).every(({ component }) => typeof component['id'] === 'number')).toBe(true);
  });

  it('sends to a channel, edits and deletes with the token of the bot', async () => {
    await answerWith(async () => {});
    const channel = client?.channels.cache.get(server.places.otherChannelId);
    if (!channel?.isSendable()) throw new Error('The bot does not know the channel.');
    const sent = await channel.send({ content: 'daily', files: [{ attachment: Buffer.from(bytes), name: 'ü b.png' }] });
    expect(sent.attachments.first()?.name).toBe('ü b.png');
    await sent.edit('changed');
    expect((await server.message(({ content }) => content === 'changed', channel.id)).attachments).toHaveLength(1);
    expect((await channel.messages.fetch()).map(({ content }) => content)).toEqual(['changed']);
    await sent.delete();
    expect((await channel.messages.fetch()).size).toBe(0);
  });

  it('answers through the token in direct messages', async () => {
    await answerWith(async (interaction) => {
      if (interaction.isChatInputCommand())
        await interaction.reply(`guild ${interaction.guildId} ${interaction.locale}`);
    });
    const { owner } = server.places;
    const channelId = server.places.directChannelId(owner);
    const direct = server
      .as(owner)
      .command('puzzle', { image: { name: 'cat.png', bytes } }, { channelId, locale: 'vi' });
    expect((await direct.reply()).content).toBe('guild null vi');
    expect(server.as(owner).messages(channelId)).toHaveLength(1);
  });

  it('tells the bot who asks and what both may do', async () => {
    await answerWith(async (interaction) => {
      if (!interaction.isChatInputCommand()) return;
      const mayManage = interaction.memberPermissions?.has('ManageMessages');
      await interaction.reply(
        `${interaction.user.displayName} ${mayManage} ${interaction.appPermissions.has('AttachFiles')}`,
      );
    });
    const ask = async (user: APIUser) =>
      (
        await server
          .as(user)
          .command('puzzle', { image: { name: 'cat.png', bytes } })
          .reply()
      ).content;
    expect(await ask(server.places.moderator)).toBe('Charles true true');
    expect(await ask(server.places.players[0])).toBe('Mary false true');
    server.setBotPermissions(server.places.channelId, PermissionFlagsBits.ViewChannel);
    expect(await ask(server.places.owner)).toBe('Ada true false');
  });

  it('runs context-menu commands and subcommands', async () => {
    await register(server, [
      { type: 3, name: 'Find differences' },
      { type: 2, name: 'Show score' },
      {
        name: 'daily',
        description: 'x',
        default_member_permissions: '0',
        options: [
          {
            type: 1,
            name: 'set',
            description: 'x',
            options: [{ type: 7, name: 'where', description: 'x', required: true }],
          },
        ],
      },
    ]);
    await answerWith(async (interaction) => {
      if (interaction.isMessageContextMenuCommand()) await interaction.reply(`of ${interaction.targetMessage.content}`);
      else if (interaction.isUserContextMenuCommand())
        await interaction.reply(`for ${interaction.targetUser.displayName}`);
      else if (interaction.isChatInputCommand()) {
        await interaction.reply(
          `${interaction.options.getSubcommand()} ${interaction.options.getChannel('where')?.name}`,
        );
      }
    });
    const owner = server.as(server.places.owner);
    const set = await owner.command('daily set', { where: server.places.otherChannelId }).reply();
    expect(set.content).toBe('set lounge');
    expect((await owner.messageCommand('Find differences', set).reply()).content).toBe('of set lounge');
    expect((await owner.userCommand('Show score', server.places.players[0]).reply()).content).toBe('for Mary');
    const player = server.as(server.places.players[0]);
    expect(() => player.command('daily set', { where: server.places.otherChannelId })).toThrow('not offered');
    expect(() => owner.command('daily', {})).toThrow('no subcommand');
  });

  it('lets people send only what a command takes', async () => {
    const owner = server.as(server.places.owner);
    expect(() => owner.command('puzzel')).toThrow('No command is registered as puzzel');
    expect(() => owner.command('puzzle')).toThrow('image is required');
    expect(() => owner.command('puzzle', { image: 'cat.png' })).toThrow('takes a file');
    expect(() => owner.command('puzzle', { image: { name: 'a.png', bytes }, size: 3 })).toThrow('no option size');
    expect(() => owner.command('puzzle', { image: { name: 'a.png', bytes }, level: 3 })).toThrow('takes a string');
  });
});
