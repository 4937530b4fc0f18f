import { once } from 'node:events';
import { type Client, GatewayIntentBits, GatewayOpcodes, type Interaction } from 'discord.js';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { type PlaygroundServer, startPlaygroundServer } from '../../src/playground/playground-server.ts';
import { register, restOf, startTinyBot } from './tiny-bot.ts';

const answer = async (interaction: Interaction) => {
  if (interaction.isChatInputCommand()) await interaction.reply('pong');
};

const HEARTBEAT_MS = 500;

describe('a client that stays', () => {
  let server: PlaygroundServer;
  let client: Client<true>;

  beforeEach(async () => {
    server = await startPlaygroundServer({ port: 0, heartbeatIntervalMs: HEARTBEAT_MS });
    await register(server, [{ name: 'ping', description: 'x' }]);
    client = await startTinyBot(server, answer);
    client.on('shardError', () => {});
  });
  afterEach(async () => {
    await client.destroy();
    await server.close();
    server.log.assertNoViolations();
  });

  const ping = () => server.as(server.places.owner).command('ping').reply();
  const resumed = () => once(client, 'shardResume');

  it('answers what was asked while its connection was cut', async () => {
    const back = resumed();
    server.gateway.killSockets();
    await once(client, 'shardReconnecting');
    const reply = ping();
    await back;
    expect((await reply).content).toBe('pong');
  });

  it('reconnects when it is asked to', async () => {
    const back = resumed();
    server.gateway.requestReconnect();
    await back;
    expect((await ping()).content).toBe('pong');
  });

  it('gets after the hold what happened during it', async () => {
    server.gateway.hold();
    const reply = ping();
    server.gateway.release();
    expect((await reply).content).toBe('pong');
  });

  it('leaves a connection that answers no heartbeats', async () => {
    const gone = once(client, 'shardReconnecting');
    server.gateway.hold();
    await gone;
    const back = resumed();
    server.gateway.release();
    await back;
    expect((await ping()).content).toBe('pong');
  });

  it('finds no gateway while it is down', async () => {
    const back = resumed();
    server.gateway.setDown(true);
    server.gateway.killSockets();
    await once(client, 'shardReconnecting');
    server.gateway.setDown(false);
    await back;
  });

  it('is told for good when its intents are withdrawn', async () => {
    const gone = once(client, 'shardDisconnect');
    server.gateway.closeWith(4014);
    const [event] = (await gone) as [{ code: number }];
    expect(event.code).toBe(4014);
  });
});

describe('a client that is not let in', () => {
  let server: PlaygroundServer;
  afterEach(() => server.close());

  it('has the wrong token', async () => {
    server = await startPlaygroundServer({ port: 0, token: 'right' });
    await expect(startTinyBot({ ...server, token: 'wrong' }, answer)).rejects.toMatchObject({ code: 'TokenInvalid' });
  });

  it('asks for an intent that it was not granted', async () => {
    server = await startPlaygroundServer({ port: 0, disallowedIntents: GatewayIntentBits.GuildMembers });
    const intents = [GatewayIntentBits.Guilds, GatewayIntentBits.GuildMembers];
    await expect(startTinyBot(server, answer, { intents })).rejects.toThrow('Used disallowed intents');
  });

  it('has used up its session starts', async () => {
    server = await startPlaygroundServer({ port: 0, sessionStartsLeft: 0 });
    await expect(startTinyBot(server, answer)).rejects.toThrow('Not enough sessions remaining');
  });
});

describe('who hears what', () => {
  let server: PlaygroundServer;
  let client: Client<true>;
  afterEach(async () => {
    await client.destroy();
    await server.close();
    server.log.assertNoViolations();
  });

  it.each([
    [[GatewayIntentBits.Guilds], []],
    [
      [GatewayIntentBits.Guilds, GatewayIntentBits.GuildMessages],
      ['messageCreate', 'messageUpdate', 'messageDelete'],
    ],
  ])('intents %j hear %j of messages', async (intents, expected) => {
    server = await startPlaygroundServer({ port: 0 });
    await register(server, [{ name: 'ping', description: 'x' }]);
    client = await startTinyBot(server, answer, { intents });
    const heard: string[] = [];
    for (const name of ['messageCreate', 'messageUpdate', 'messageDelete'] as const)
      client.on(name, () => heard.push(name));
    const channel = client.channels.cache.get(server.places.otherChannelId);
    if (!channel?.isSendable()) throw new Error('The bot does not know the channel.');
    const sent = await channel.send('x');
    await sent.edit('y');
    await sent.delete();
    // The bot has heard all there is once a later event has reached it.
    const later = once(client, 'interactionCreate');
    server
      .as(server.places.owner)
      .command('ping', {}, { channelId: server.places.directChannelId(server.places.owner) });
    await later;
    expect(heard).toEqual(expected);
  });

  it('serves a guild on its shard only and direct messages on shard 0', async () => {
    server = await startPlaygroundServer({ port: 0, shards: 3, maxConcurrency: 16 });
    await register(server, [{ name: 'ping', description: 'x' }]);
    const heard: (number | undefined)[] = [];
    client = await startTinyBot(
      server,
      async (interaction) => {
        const shard = interaction.guild?.shardId;
        heard.push(shard);
        if (interaction.isChatInputCommand()) await interaction.reply('pong');
      },
      { shards: 'auto' },
    );
    const { owner, guildId } = server.places;
    await server.as(owner).command('ping').reply();
    await server
      .as(owner)
      .command('ping', {}, { channelId: server.places.directChannelId(owner) })
      .reply();
    expect(client.ws.shards.size).toBe(3);
    expect(heard).toEqual([Number((BigInt(guildId) >> 22n) % 3n), undefined]);
  });
});

describe('the protocol itself', () => {
  let server: PlaygroundServer;
  let socket: WebSocket;
  const packets: { op: number; d: unknown; t: string | null; s: number | null }[] = [];

  beforeEach(async () => {
    server = await startPlaygroundServer({ port: 0 });
    await connect();
  });
  afterEach(async () => {
    socket.terminate();
    await server.close();
  });

  async function connect(): Promise<void> {
    packets.length = 0;
    const { url } = (await restOf(server).get('/gateway/bot')) as { url: string };
    socket = new WebSocket(`${url}?v=10&encoding=json`);
    socket.on('message', (data) => packets.push(JSON.parse(String(data)) as (typeof packets)[number]));
    await next(GatewayOpcodes.Hello);
  }
  /** Waits for a packet with this operation, and event if given. */
  async function next(op: number, event?: string) {
    for (;;) {
      const found = packets.find((packet) => packet.op === op && (event === undefined || packet.t === event));
      if (found !== undefined) return found;
      await once(socket, 'message');
    }
  }
  const send = (op: number, d: unknown) => socket.send(JSON.stringify({ op, d }));
  const identify = (rest: object = {}) =>
    send(GatewayOpcodes.Identify, { token: server.token, intents: 1, properties: {}, ...rest });
  async function closeCode(): Promise<number> {
    const [code] = (await once(socket, 'close')) as [number];
    return code;
  }

  it('acknowledges heartbeats, except while it holds', async () => {
    send(GatewayOpcodes.Heartbeat, null);
    await next(GatewayOpcodes.HeartbeatAck);
    packets.length = 0;
    server.gateway.hold();
    send(GatewayOpcodes.Heartbeat, null);
    identify();
    send(GatewayOpcodes.Identify, {});
    await closeCode();
    expect(packets).toEqual([]);
  });

  it('invalidates sessions, resumable and not', async () => {
    identify();
    await next(GatewayOpcodes.Dispatch, 'GUILD_CREATE');
    const ready = await next(GatewayOpcodes.Dispatch, 'READY');
    const { session_id } = ready.d as { session_id: string };
    server.gateway.invalidateSessions(true);
    expect((await next(GatewayOpcodes.InvalidSession)).d).toBe(true);
    await connect();
    send(GatewayOpcodes.Resume, { token: server.token, session_id, seq: 1 });
    await next(GatewayOpcodes.Dispatch, 'RESUMED');
    expect(packets.map(({ t }) => t)).toEqual([null, 'GUILD_CREATE', 'RESUMED']);
    server.gateway.invalidateSessions(false);
    expect((await next(GatewayOpcodes.InvalidSession)).d).toBe(false);
    await connect();
    send(GatewayOpcodes.Resume, { token: server.token, session_id, seq: 1 });
    expect((await next(GatewayOpcodes.InvalidSession)).d).toBe(false);
  });

  it.each([
    ['an unknown operation', () => send(99, null), 4001],
    ['no JSON', () => socket.send('{'), 4002],
    ['a presence before identifying', () => send(GatewayOpcodes.PresenceUpdate, {}), 4003],
    ['intents that do not exist', () => identify({ intents: 1 << 30 }), 4013],
    ['a shard that does not exist', () => identify({ shard: [3, 2] }), 4010],
    ['identifying twice', () => [identify(), identify()], 4005],
    ['too many packets', () => Array.from({ length: 121 }, () => send(GatewayOpcodes.Heartbeat, null)), 4008],
  ])('closes on %s and remembers it', async (_, act, code) => {
    act();
    expect(await closeCode()).toBe(code);
    expect(server.log.takeViolations().map(({ kind }) => kind)).toEqual(['gateway-protocol']);
  });

  it('closes on a wrong token without calling it a mistake of the program', async () => {
    identify({ token: 'wrong' });
    expect(await closeCode()).toBe(4004);
    await connect();
    send(GatewayOpcodes.Resume, { token: 'wrong', session_id: 'x', seq: 1 });
    expect(await closeCode()).toBe(4004);
    server.log.assertNoViolations();
  });
});
