import { type Client, type DiscordAPIError, type Interaction, Routes } from 'discord.js';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Fault } from '../../src/playground/faults.ts';
import { type PlaygroundServer, startPlaygroundServer } from '../../src/playground/playground-server.ts';
import { register, restOf, startTinyBot } from './tiny-bot.ts';

const MESSAGES = /\/channels\/\d+\/messages$/;
const CALLBACK = /\/callback$/;
const bytes = new TextEncoder().encode('some bytes');

describe('faults of the API', () => {
  let server: PlaygroundServer;
  let client: Client<true> | undefined;
  const contents = () =>
    server
      .as(server.places.owner)
      .messages()
      .map(({ content }) => content);
  const nextPost = (fault: Fault) => server.faults.next({ method: 'POST', path: MESSAGES }, fault);

  beforeEach(async () => {
    server = await startPlaygroundServer({ port: 0 });
    await register(server, [{ name: 'ping', description: 'x' }]);
  });
  afterEach(async () => {
    await client?.destroy();
    client = undefined;
    await server.close();
    server.log.assertNoViolations();
  });

  async function send(content: string): Promise<unknown> {
    client ??= await startTinyBot(server, async () => {});
    const channel = client.channels.cache.get(server.places.channelId);
    return channel?.isSendable() ? channel.send(content) : undefined;
  }

  it('rate limits once; the client waits and repeats', async () => {
    nextPost({ kind: 'rate-limited', retryAfterSeconds: 0.05 });
    await send('x');
    expect(contents()).toEqual(['x']);
    expect(server.log.find('POST', MESSAGES).map(({ status }) => status)).toEqual([429, 200]);
  });

  it('rate limits with buckets and for everybody', async () => {
    nextPost({ kind: 'rate-limited', retryAfterSeconds: 1, resetAfterSeconds: 0.05 });
    nextPost({ kind: 'rate-limited', retryAfterSeconds: 0.05, isGlobal: true });
    await send('x');
    expect(contents()).toEqual(['x']);
  });

  it('fails before the effect; the client repeats', async () => {
    nextPost({ kind: 'server-error', status: 502, effect: 'before' });
    await send('x');
    expect(contents()).toEqual(['x']);
  });

  it('fails after the effect; the nonce keeps the message single', async () => {
    nextPost({ kind: 'server-error', status: 500, effect: 'after' });
    await send('x');
    expect(contents()).toEqual(['x']);
    expect(server.log.find('POST', MESSAGES)).toHaveLength(2);
  });

  it('fails after an answer took effect; the repetition learns that it was acknowledged', async () => {
    server.faults.next({ path: CALLBACK }, { kind: 'server-error', status: 500, effect: 'after' });
    const caught = new Promise<number>((resolve, reject) => {
      const answer = async (interaction: Interaction) => {
        if (!interaction.isChatInputCommand()) return;
        await interaction.reply('pong').then(reject, (error: DiscordAPIError) => resolve(Number(error.code)));
      };
      startTinyBot(server, answer).then((started) => {
        client = started;
        server.as(server.places.owner).command('ping');
      }, reject);
    });
    expect(await caught).toBe(40060);
    expect(contents()).toEqual(['pong']);
  });

  it('drops the connection before and after the effect', async () => {
    for (const effect of ['before', 'after'] as const) {
      nextPost({ kind: 'drop', effect });
      await expect(send(effect)).rejects.toMatchObject({ code: 'UND_ERR_SOCKET' });
    }
    expect(contents()).toEqual(['after']);
    expect(server.log.find('POST', MESSAGES).map(({ status }) => status)).toEqual([0, 0]);
  });

  it('answers whatever a test wants, and only as often as it wants', async () => {
    const rest = restOf(server);
    const html = {
      kind: 'answer',
      status: 403,
      headers: { 'content-type': 'text/html' },
      body: '<h1>no</h1>',
    } as const;
    server.faults.next({ method: 'GET', path: /\/users\/@me$/, times: 2 }, html);
    for (const _ of [1, 2]) await expect(rest.get(Routes.user())).rejects.toMatchObject({ status: 403 });
    expect(await rest.get(Routes.user())).toHaveProperty('id');
    server.faults.next({ path: /./ }, html);
    server.faults.clear();
    expect(await rest.get(Routes.user())).toHaveProperty('id');
  });

  it('holds an answer back', async () => {
    let release = () => {};
    const until = new Promise<void>((resolve) => {
      release = resolve;
    });
    nextPost({ kind: 'hold', until });
    let isDone = false;
    const sending = send('x').then(() => {
      isDone = true;
    });
    await server.message(({ content }) => content === 'x');
    expect(isDone).toBe(false);
    release();
    await sending;
  });
});

describe('faults of the CDN', () => {
  let server: PlaygroundServer;
  let url: string;

  beforeEach(async () => {
    server = await startPlaygroundServer({ port: 0 });
    const body = { content: 'x' };
    const files = [{ name: 'a.png', data: Buffer.from(bytes) }];
    const sent = await restOf(server).post(Routes.channelMessages(server.places.channelId), { body, files });
    url = (sent as { attachments: { url: string }[] }).attachments[0]?.url ?? '';
  });
  afterEach(() => server.close());

  const fetchWith = (fault: Fault, init: RequestInit = {}) => {
    server.faults.next({ path: /^\/cdn\// }, fault);
    return fetch(url, init);
  };

  it('redirects', async () => {
    const answer = await fetchWith(
      { kind: 'answer', status: 302, headers: { location: 'http://example.org/' } },
      { redirect: 'manual' },
    );
    expect([answer.status, answer.headers.get('location')]).toEqual([302, 'http://example.org/']);
  });

  it('cuts a download short', async () => {
    const answer = await fetchWith({ kind: 'drop', effect: 'after' });
    expect(answer.status).toBe(200);
    await expect(answer.arrayBuffer()).rejects.toThrow('terminated');
  });

  it('stalls in the middle of a download', async () => {
    const abort = new AbortController();
    const answer = await fetchWith({ kind: 'stall' }, { signal: abort.signal });
    const reader = answer.body?.getReader();
    expect((await reader?.read())?.value).toEqual(bytes.subarray(0, bytes.length / 2));
    const rest = reader?.read().then(
      () => 'more',
      () => 'aborted',
    );
    abort.abort();
    expect(await rest).toBe('aborted');
  });

  it('claims another type', async () => {
    const answer = await fetchWith({ kind: 'content-type', value: 'text/html' });
    expect(answer.headers.get('content-type')).toBe('text/html');
    expect(new Uint8Array(await answer.arrayBuffer())).toEqual(bytes);
  });

  it('sends more than it announced', async () => {
    const answer = await fetchWith({ kind: 'oversize', bytes: 300_000 });
    expect(answer.headers.get('content-length')).toBeNull();
    expect((await answer.arrayBuffer()).byteLength).toBe(300_000);
  });
});
