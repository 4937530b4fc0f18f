import { readdirSync, readFileSync } from 'node:fs';
import {
  ActionRowBuilder,
  ButtonBuilder,
  ButtonStyle,
  type Client,
  LabelBuilder,
  MessageFlags,
  ModalBuilder,
  TextInputBuilder,
  TextInputStyle,
} from 'discord.js';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import en from '../../../assets/locales/en.json' with { type: 'json' };
import { type PlaygroundServer, startPlaygroundServer } from '../../../src/playground/playground-server.ts';
import { assetPath } from '../../../src/project-root.ts';
import { register, startTinyBot } from '../tiny-bot.ts';

const COMMAND = {
  name: 'puzzle',
  description: 'Make a puzzle',
  options: [
    { type: 11, name: 'image', description: 'x', required: true },
    { type: 3, name: 'theme', description: 'x', autocomplete: true },
  ],
};

interface PageState {
  userId: string;
  channelId: string;
  people: { id: string }[];
  channels: { isDirect: boolean }[];
  commands: { name: string }[];
  messages: { command?: string; isOnlyForMe: boolean; message: { id: string; content: string } }[];
}

describe('the texts of the page', () => {
  it('are in the catalogue, all of them and no others', () => {
    const folder = assetPath('playground');
    const sources = readdirSync(folder)
      .filter((name) => /\.(js|html)$/.test(name))
      .map((name) => readFileSync(`${folder}/${name}`, 'utf8'));
    const used = sources.flatMap((source) =>
      [...source.matchAll(/\btext\('(\w+)'|data-text="(\w+)"/g)].map(([, key, other]) => key ?? other),
    );
    expect([...new Set(used)].sort()).toEqual(Object.keys(en.playground.page).sort());
  });
});

describe('the server of the page', () => {
  let server: PlaygroundServer;
  let client: Client | undefined;

  beforeEach(async () => {
    server = await startPlaygroundServer({ port: 0 });
    await register(server, [COMMAND, { name: 'admin', description: 'x', default_member_permissions: '0' }]);
  });
  afterEach(async () => {
    await client?.destroy();
    client = undefined;
    await server.close();
    server.log.assertNoViolations();
  });

  const get = (path: string) => fetch(`${server.url}${path}`);
  const state = async (query = '') => (await (await get(`/playground/api/state${query}`)).json()) as PageState;
  async function act(action: object, files: Record<string, Blob> = {}) {
    const form = new FormData();
    const { userId, channelId } = await state();
    form.set('action', JSON.stringify({ userId, channelId, ...action }));
    for (const [name, file] of Object.entries(files)) {
      form.set(name, file, 'cat.png');
      form.set(`${name}.size`, '3x2');
    }
    const answer = await fetch(`${server.url}/playground/api/actions`, { method: 'POST', body: form });
    return {
      status: answer.status,
      body: (await answer.json()) as { id?: string; choices?: object[]; reason?: string },
    };
  }
  /** Listens as the page does; `next` resolves with the first event of a kind. */
  async function listen(userId: string) {
    const answer = await get(`/playground/api/events?user=${userId}`);
    const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader();
    let received = '';
    const next = async (pattern: RegExp): Promise<string> => {
      for (;;) {
        const match = pattern.exec(received);
        if (match !== null) return match[0];
        const { value, done } = (await reader?.read()) ?? { done: true, value: undefined };
        if (done) throw new Error(`The stream ended: ${received}`);
        received += value;
      }
    };
    await next(/event: open/);
    return { next, received: () => received, close: () => reader?.cancel() };
  }

  it('serves the page and its parts, and nothing else', async () => {
    const page = await get('/');
    expect(page.headers.get('content-security-policy')).toContain("default-src 'self'");
    const parts = [...(await page.text()).matchAll(/(?:href|src)="([^"]+)"/g)].map(([, path]) => path ?? '');
    expect(parts.length).toBeGreaterThan(2);
    for (const part of parts) expect((await get(part)).status).toBe(200);
    for (const path of ['nothing.js', '..%2Flocales%2Fen.json', 'page.txt']) {
      expect((await get(`/playground/assets/${path}`)).status).toBe(404);
    }
    expect(await (await get('/playground/api/texts')).json()).toEqual(en.playground.page);
  });

  it('shows a person the places and the commands that are for them', async () => {
    const owner = await state();
    expect(owner.commands.map(({ name }) => name)).toEqual(['puzzle', 'admin']);
    expect(owner.channels.map(({ isDirect }) => isDirect)).toEqual([false, false, true]);
    const player = await state(`?user=${server.places.players[0].id}`);
    expect(player.commands.map(({ name }) => name)).toEqual(['puzzle']);
  });

  it('plays a command, a button and a modal, and tells everybody what they may see', async () => {
    client = await startTinyBot(server, async (interaction) => {
      if (interaction.isChatInputCommand()) {
        const { name, width, height } = interaction.options.getAttachment('image', true);
        const guess = new ButtonBuilder().setCustomId('guess').setLabel('Guess').setStyle(ButtonStyle.Primary);
        const components = [new ActionRowBuilder<ButtonBuilder>().addComponents(guess)];
        await interaction.reply({ content: `${name} ${width}x${height}`, components });
      } else if (interaction.isButton()) {
        const input = new TextInputBuilder().setCustomId('cell').setStyle(TextInputStyle.Short);
        const label = new LabelBuilder().setLabel('Cell').setTextInputComponent(input);
        await interaction.showModal(new ModalBuilder().setCustomId('m').setTitle('Guess').addLabelComponents(label));
      } else if (interaction.isModalSubmit()) {
        await interaction.reply({
          content: interaction.fields.getTextInputValue('cell'),
          flags: MessageFlags.Ephemeral,
        });
      } else if (interaction.isAutocomplete()) {
        await interaction.respond([{ name: 'Sea', value: 'sea' }]);
      }
    });
    const mine = await listen(server.places.owner.id);
    const others = await listen(server.places.players[0].id);
    const started = await act(
      { kind: 'command', name: 'puzzle', options: {} },
      { image: new Blob(['x'], { type: 'image/png' }) },
    );
    expect(started.status).toBe(200);
    await mine.next(/cat\.png 3x2/);
    await mine.next(new RegExp(`"id":"${started.body.id}","state":"acknowledged"`));
    const [post] = (await state()).messages;
    expect(post?.command).toBe('puzzle');
    const pressed = await act({ kind: 'click', messageId: post?.message.id, customId: 'guess' });
    await mine.next(/"modal":\{/);
    await act({ kind: 'modal', interactionId: pressed.body.id, values: { cell: 'B4' } });
    await mine.next(/"content":"B4"/);
    expect((await state()).messages.map(({ isOnlyForMe }) => isOnlyForMe)).toEqual([false, true]);
    expect((await state(`?user=${server.places.players[0].id}`)).messages).toHaveLength(1);
    const choices = await act({ kind: 'autocomplete', name: 'puzzle', options: { theme: 'se' }, focused: 'theme' });
    expect(choices.body.choices).toEqual([{ name: 'Sea', value: 'sea' }]);
    await register(server, [COMMAND]);
    await others.next(/"kind":"commands"/);
    expect(others.received()).toContain('cat.png 3x2');
    expect(others.received()).not.toMatch(/"B4"|"kind":"interaction"/);
    await Promise.all([mine.close(), others.close()]);
  });

  it('refuses what Discord would not let a person do', async () => {
    expect((await act({ kind: 'command', name: 'puzzle', options: {} })).status).toBe(400);
    expect((await act({ kind: 'dance' })).status).toBe(400);
    expect((await act({ kind: 'click', messageId: '1', customId: 'x' })).status).toBe(400);
    expect((await act({ kind: 'modal', interactionId: '1', values: {} })).status).toBe(400);
  });
});
