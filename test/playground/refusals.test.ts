import { type APIMessage, type DiscordAPIError, MessageFlags, PermissionFlagsBits, REST, Routes } from 'discord.js';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { PlaygroundClock } from '../../src/playground/playground-clock.ts';
import { type PlaygroundServer, startPlaygroundServer } from '../../src/playground/playground-server.ts';
import { register, restOf } from './tiny-bot.ts';

const SECOND_MS = 1000;
const MINUTE_MS = 60 * SECOND_MS;
const bytes = new Uint8Array(8);

/** Expects a request to fail as Discord's API does. */
async function refusal(request: Promise<unknown>): Promise<Pick<DiscordAPIError, 'status' | 'code'>> {
  const { status, code } = (await request.then(
    () => ({ status: 200, code: 0 }),
    (error: unknown) => error,
  )) as DiscordAPIError;
  return { status, code };
}

describe('what the server refuses', () => {
  let server: PlaygroundServer;
  let rest: REST;
  let clock: PlaygroundClock;

  beforeEach(async () => {
    clock = new PlaygroundClock();
    server = await startPlaygroundServer({ port: 0, clock, attachmentSizeLimit: 100, waitTimeoutMs: 100 });
    rest = restOf(server);
    await register(server, [{ name: 'ping', description: 'x' }]);
  });
  afterEach(() => server.close());

  const ping = () => server.as(server.places.owner).command('ping');
  const callback = (id: string, token: string, body: unknown, api = rest) =>
    api.post(Routes.interactionCallback(id, token), { body, auth: false });
  const post = (body: unknown, files: { name: string; data: Buffer }[] = []) =>
    rest.post(Routes.channelMessages(server.places.channelId), { body, files });

  it('answers an unknown route as Discord does and remembers it', async () => {
    expect(await refusal(rest.get('/voice/regions'))).toEqual({ status: 404, code: 0 });
    expect(server.log.takeViolations()).toEqual([
      { kind: 'unknown-route', where: 'GET /api/v10/voice/regions', problems: ['No such route'] },
    ]);
    expect(() => server.log.assertNoViolations()).not.toThrow();
  });

  it('names every violation when asked to have none', async () => {
    await refusal(post({}));
    expect(() => server.log.assertNoViolations()).toThrow('Cannot send an empty message');
  });

  it('asks for the token where Discord does', async () => {
    const stranger = new REST({ api: server.apiUrl }).setToken('wrong');
    expect(await refusal(stranger.get(Routes.gatewayBot()))).toEqual({ status: 401, code: 0 });
    expect(server.log.violations).toEqual([]);
    expect(await refusal(rest.get(Routes.gatewayBot(), { auth: false }))).toEqual({ status: 401, code: 0 });
    expect(server.log.takeViolations().map(({ kind }) => kind)).toEqual(['missing-authorization']);
  });

  it('tells the bot about itself', async () => {
    expect(await rest.get(Routes.user())).toMatchObject({ id: server.applicationId, bot: true });
    expect(await rest.get(Routes.currentApplication())).toMatchObject({ id: server.applicationId });
    expect(await rest.get(Routes.oauth2CurrentApplication())).toMatchObject({ name: 'Difference Engine' });
  });

  it('keeps commands for everybody and for a guild apart', async () => {
    const scope = Routes.applicationGuildCommands(server.applicationId, server.places.guildId);
    const command = { name: 'pong', description: 'x', name_localizations: { vi: 'pong-vi' } };
    const [first] = (await rest.put(scope, { body: [command] })) as { id: string; version: string }[];
    const [again] = (await rest.put(scope, { body: [command] })) as { id: string; version: string }[];
    expect(again?.id).toBe(first?.id);
    expect(again?.version).not.toBe(first?.version);
    expect(await rest.get(Routes.applicationCommands(server.applicationId))).toMatchObject([{ name: 'ping' }]);
    expect(await rest.get(scope)).not.toHaveProperty('0.name_localizations');
    const query = new URLSearchParams({ with_localizations: 'true' });
    expect(await rest.get(scope, { query })).toHaveProperty('0.name_localizations', { vi: 'pong-vi' });
    expect(await refusal(rest.get(Routes.applicationGuildCommands(server.applicationId, '1')))).toMatchObject({
      code: 10004,
    });
    expect(await refusal(rest.get(Routes.applicationCommands('1')))).toMatchObject({ code: 10002 });
  });

  it('refuses bad bodies with 50035 and says where', async () => {
    const error = (await post({ content: 'x'.repeat(2001) }).catch((caught: unknown) => caught)) as DiscordAPIError;
    expect([error.status, error.code]).toEqual([400, 50035]);
    expect(error.rawError).toMatchObject({ errors: { content: { _errors: [{ code: 'BASE_TYPE_MAX_LENGTH' }] } } });
    expect(server.log.takeViolations()[0]?.problems[0]).toContain('content: BASE_TYPE_MAX_LENGTH');
    expect(await refusal(register(server, [{ name: 'Bad Name', description: 'x' }]))).toMatchObject({ code: 50035 });
    expect(await refusal(rest.put(Routes.applicationCommands(server.applicationId), { body: {} }))).toMatchObject({
      code: 50035,
    });
    const { id, token } = ping();
    expect(await refusal(callback(id, token, { type: 7, data: { content: 'x' } }))).toMatchObject({ code: 50035 });
    expect(await refusal(callback(id, token, { type: 4, data: {} }))).toMatchObject({ code: 50035 });
    expect(
      await refusal(callback(id, token, { type: 9, data: { custom_id: 'm', title: 'x', components: [] } })),
    ).toMatchObject({ code: 50035 });
    expect(server.log.takeViolations()).toHaveLength(5);
  });

  it('refuses what is not JSON', async () => {
    const headers = { authorization: `Bot ${server.token}`, 'content-type': 'application/json' };
    const url = `${server.apiUrl}/v10/channels/${server.places.channelId}/messages`;
    const answer = await fetch(url, { method: 'POST', headers, body: '{"content":' });
    expect([answer.status, ((await answer.json()) as { code: number }).code]).toEqual([400, 50109]);
    expect(server.log.takeViolations()).toHaveLength(1);
  });

  it('refuses files over the limit', async () => {
    expect(await refusal(post({ content: 'x' }, [{ name: 'a.png', data: Buffer.alloc(100) }]))).toMatchObject({
      status: 200,
    });
    expect(await refusal(post({ content: 'x' }, [{ name: 'a.png', data: Buffer.alloc(101) }]))).toEqual({
      status: 413,
      code: 40005,
    });
    expect(server.log.takeViolations()).toHaveLength(1);
  });

  it('refuses requests over 25 MiB', async () => {
    const file = { name: 'a.bin', data: Buffer.alloc(26 * 1024 * 1024) };
    expect(await refusal(post({ content: 'x' }, [file]))).toEqual({ status: 413, code: 40005 });
    expect(server.log.takeViolations()).toHaveLength(1);
  });

  it('stops the clock of an answer after 3 s', async () => {
    const [inTime, late] = [ping(), ping()];
    clock.jump(2 * SECOND_MS);
    expect(await refusal(callback(inTime.id, inTime.token, { type: 5 }))).toMatchObject({ status: 200 });
    clock.jump(2 * SECOND_MS);
    expect(await refusal(callback(late.id, late.token, { type: 5 }))).toEqual({ status: 404, code: 10062 });
    await expect(late.acknowledged()).rejects.toThrow('did not acknowledge in time');
    expect(await refusal(callback('1', late.token, { type: 5 }))).toEqual({ status: 404, code: 10062 });
    server.log.assertNoViolations();
  });

  it('takes one answer only', async () => {
    const { id, token } = ping();
    await callback(id, token, { type: 4, data: { content: 'x' } });
    expect(await refusal(callback(id, token, { type: 4, data: { content: 'y' } }))).toEqual({
      status: 400,
      code: 40060,
    });
    const both = ping();
    const answers = await Promise.all([1, 2].map(() => refusal(callback(both.id, both.token, { type: 5 }))));
    expect(answers.map(({ code }) => code).sort()).toEqual([0, 40060]);
    server.log.assertNoViolations();
  });

  it('stops the clock of a token after 15 minutes', async () => {
    const { id, token } = ping();
    const original = Routes.webhookMessage(server.applicationId, token, '@original');
    await callback(id, token, { type: 5 });
    clock.jump(14 * MINUTE_MS);
    await rest.patch(original, { body: { content: 'x' }, auth: false });
    clock.jump(2 * MINUTE_MS);
    expect(await refusal(rest.patch(original, { body: { content: 'y' }, auth: false }))).toEqual({
      status: 401,
      code: 50027,
    });
    server.log.assertNoViolations();
  });

  it('knows which messages belong to a token', async () => {
    const { id, token } = ping();
    const message = (which: string) => Routes.webhookMessage(server.applicationId, token, which);
    const open = { auth: false };
    expect(await refusal(rest.get(message('@original'), open))).toMatchObject({ code: 10015 });
    const query = new URLSearchParams({ with_response: 'true' });
    const answer = await rest.post(Routes.interactionCallback(id, token), {
      ...open,
      query,
      body: { type: 5, data: { flags: 64 } },
    });
    expect(answer).toMatchObject({
      interaction: { id, response_message_loading: true, response_message_ephemeral: true },
      resource: { type: 5, message: { flags: MessageFlags.Ephemeral | MessageFlags.Loading } },
    });
    await rest.patch(message('@original'), { ...open, body: { content: 'done' } });
    const more = (await rest.post(Routes.webhook(server.applicationId, token), {
      ...open,
      body: { content: 'more' },
    })) as APIMessage;
    expect(await rest.get(message(more.id), open)).toMatchObject({ content: 'more' });
    await rest.patch(message(more.id), { ...open, body: { content: 'most' } });
    await rest.delete(message(more.id), open);
    expect(await refusal(rest.get(message(more.id), open))).toMatchObject({ code: 10008 });
    await rest.delete(message('@original'), open);
    expect(await refusal(rest.get(message('@original'), open))).toMatchObject({ code: 10008 });
    expect(await refusal(rest.get(Routes.webhookMessage('1', token, '@original'), open))).toMatchObject({
      code: 10015,
    });
    expect(await refusal(rest.get(Routes.webhookMessage(server.applicationId, 'x', '@original'), open))).toMatchObject({
      code: 50027,
    });
    server.log.assertNoViolations();
  });

  it('keeps, adds and drops attachments on an edit', async () => {
    const data = Buffer.from(bytes);
    const sent = (await post({}, [
      { name: 'a.png', data },
      { name: 'b.png', data },
    ])) as APIMessage;
    const edit = (body: object, files: { name: string; data: Buffer }[] = []) =>
      rest.patch(Routes.channelMessage(sent.channel_id, sent.id), { body, files }) as Promise<APIMessage>;
    const names = ({ attachments }: APIMessage) => attachments.map(({ filename }) => filename);
    expect(names(await edit({ content: 'x' }))).toEqual(['a.png', 'b.png']);
    const kept = sent.attachments[1]?.id;
    expect(
      names(await edit({ attachments: [{ id: kept }, { id: '0', description: 'C' }] }, [{ name: 'c.png', data }])),
    ).toEqual(['b.png', 'c.png']);
    expect(names(await edit({ attachments: [] }))).toEqual([]);
    server.log.assertNoViolations();
  });

  it('knows channels, messages and permissions', async () => {
    const { channelId } = server.places;
    const channel = Routes.channel(channelId);
    const sent = (await post({ content: 'x' })) as APIMessage;
    const message = Routes.channelMessage(channelId, sent.id);
    expect(await rest.get(channel)).toMatchObject({ id: channelId, name: 'puzzles' });
    expect(await rest.get(message)).toMatchObject({ content: 'x' });
    expect(await refusal(rest.get(Routes.channel('1')))).toEqual({ status: 404, code: 10003 });
    expect(await refusal(rest.get(Routes.channelMessage(channelId, '1')))).toEqual({ status: 404, code: 10008 });
    server.setBotPermissions(channelId, PermissionFlagsBits.ViewChannel | PermissionFlagsBits.SendMessages);
    expect(await refusal(post({}, [{ name: 'a.png', data: Buffer.from(bytes) }]))).toEqual({
      status: 403,
      code: 50013,
    });
    expect(await refusal(rest.get(message))).toEqual({ status: 403, code: 50013 });
    server.setBotPermissions(channelId, 0n);
    expect(await refusal(post({ content: 'y' }))).toEqual({ status: 403, code: 50001 });
    expect(() => server.setBotPermissions('1', 0n)).toThrow('no channel');
    server.log.assertNoViolations();
  });

  it('hides ephemeral messages from the token of the bot', async () => {
    const handle = ping();
    await callback(handle.id, handle.token, { type: 4, data: { content: 'psst', flags: 64 } });
    const { id } = await handle.reply();
    expect(await refusal(rest.get(Routes.channelMessage(server.places.channelId, id)))).toMatchObject({ code: 10008 });
    expect(await rest.get(Routes.channelMessages(server.places.channelId))).toEqual([]);
  });

  it('sends a message with the same enforced nonce once', async () => {
    const body = { content: 'x', nonce: '7', enforce_nonce: true };
    const first = (await post(body)) as APIMessage;
    expect(((await post(body)) as APIMessage).id).toBe(first.id);
    expect(((await post({ ...body, enforce_nonce: false })) as APIMessage).id).not.toBe(first.id);
    clock.jump(6 * MINUTE_MS);
    expect(((await post(body)) as APIMessage).id).not.toBe(first.id);
  });

  it('hands out files only under genuine, fresh addresses', async () => {
    const sent = (await post({}, [{ name: 'a.png', data: Buffer.from(bytes) }])) as APIMessage;
    const url = sent.attachments[0]?.url ?? '';
    const answer = await fetch(url);
    expect([answer.status, answer.headers.get('content-type'), (await answer.arrayBuffer()).byteLength]).toEqual([
      200,
      'image/png',
      8,
    ]);
    expect((await fetch(url.split('?')[0] ?? '')).status).toBe(404);
    expect((await fetch(url.replace('hm=', 'hm=0'))).status).toBe(404);
    clock.jump(25 * 60 * MINUTE_MS);
    expect((await fetch(url)).status).toBe(404);
    expect(server.fileBytes(url)).toEqual(bytes);
    expect(() => server.fileBytes(`${server.url}/cdn/nothing`)).toThrow('No file');
  });

  it('gives up waiting with a sentence that says for what', async () => {
    const { id, token } = ping();
    await callback(id, token, { type: 5 });
    await expect(server.message(() => false)).rejects.toThrow('Waited in vain for a message');
  });
});
