import { afterEach, describe, expect, it } from 'vitest';
import { type Connection, type ConnectOptions, connect } from '../../src/bot/connect.ts';
import { registerCommands } from '../../src/bot/register-commands.ts';
import {
  type PlaygroundOptions,
  type PlaygroundServer,
  startPlaygroundServer,
} from '../../src/playground/playground-server.ts';
import { readableLog } from '../bot/fake-services.ts';

const GUILDS = 1;
const GATEWAY_INFO = { method: 'GET', path: /\/gateway\/bot$/ };

const servers: PlaygroundServer[] = [];
const connections: Connection[] = [];

afterEach(async () => {
  await Promise.all(connections.splice(0).map((connection) => connection.close()));
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

async function startServer(options: Partial<PlaygroundOptions> = {}): Promise<PlaygroundServer> {
  const server = await startPlaygroundServer({ port: 0, ...options });
  servers.push(server);
  return server;
}

async function connectTo(server: PlaygroundServer, options: Partial<ConnectOptions> = {}) {
  const { log, lines } = readableLog();
  const connection = await connect({
    token: server.token,
    apiUrl: server.apiUrl,
    log,
    onInteraction: () => undefined,
    onRemoved: () => undefined,
    signal: new AbortController().signal,
    firstPauseMs: 20,
    ...options,
  });
  connections.push(connection);
  return { connection, lines };
}

describe('connect', () => {
  it('logs in', async () => {
    const server = await startServer();
    const { connection, lines } = await connectTo(server);
    expect(connection.client.application.id).toBe(server.applicationId);
    expect(lines()).toEqual([]);
  });

  it('tries again while Discord cannot be reached', async () => {
    const server = await startServer();
    // discord.js itself repeats a 5xx three times.
    server.faults.next({ ...GATEWAY_INFO, times: 4 }, { kind: 'server-error', status: 503, effect: 'before' });
    server.faults.next(GATEWAY_INFO, { kind: 'drop', effect: 'before' });
    const { connection, lines } = await connectTo(server);
    expect(connection.client.isReady()).toBe(true);
    expect(lines().filter(({ msg }) => msg.includes('trying again'))).toHaveLength(2);
  });

  it('ends the waiting when it is told to', async () => {
    const server = await startServer();
    server.faults.next({ ...GATEWAY_INFO, times: 99 }, { kind: 'server-error', status: 503, effect: 'before' });
    const stop = new AbortController();
    setTimeout(() => stop.abort(), 100);
    await expect(connectTo(server, { signal: stop.signal, firstPauseMs: 60_000 })).rejects.toThrow(/abort/i);
  });

  it('does not try a refused token again', async () => {
    const server = await startServer();
    await expect(connectTo(server, { token: 'wrong' })).rejects.toMatchObject({ code: 'token-refused' });
    expect(server.log.find('GET', GATEWAY_INFO.path)).toHaveLength(1);
  });

  it('tells when an intent is refused', async () => {
    const server = await startServer({ disallowedIntents: GUILDS });
    await expect(connectTo(server)).rejects.toMatchObject({ code: 'intents-refused' });
  });

  it.each([4004, 4014])('knows that a connection closed with %i is lost', async (closeCode) => {
    const server = await startServer();
    const { connection } = await connectTo(server);
    server.gateway.closeWith(closeCode);
    await expect(connection.lost).resolves.toMatchObject({ code: 'connection-lost', details: { closeCode } });
  });
});

describe('registerCommands', () => {
  it('asks for the application when it is not told', async () => {
    const { token, apiUrl, applicationId } = await startServer();
    const command = {
      data: { name: 'ping', toJSON: () => ({ name: 'ping', description: 'Answers' }) },
      acknowledge: 'by-itself',
      execute: async () => undefined,
    } as const;
    const expected = { count: 1, applicationId };
    expect(await registerCommands([command], { token, apiUrl, applicationId: undefined })).toEqual(expected);
    expect(await registerCommands([command], { token, apiUrl, applicationId })).toEqual(expected);
  });

  it('tells when the token is refused', async () => {
    const { apiUrl, applicationId } = await startServer();
    const registration = { token: 'wrong', apiUrl, applicationId };
    await expect(registerCommands([], registration)).rejects.toMatchObject({ code: 'token-refused' });
  });
});
