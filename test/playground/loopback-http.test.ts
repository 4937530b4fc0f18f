import { once } from 'node:events';
import { request } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { type PlaygroundServer, startPlaygroundServer } from '../../src/playground/playground-server.ts';

describe('the door to the playground', () => {
  let server: PlaygroundServer;
  beforeEach(async () => {
    server = await startPlaygroundServer({ port: 0 });
  });
  afterEach(() => server.close());

  async function statusWith(headers: Record<string, string>): Promise<number | undefined> {
    const asking = request({ host: '127.0.0.1', port: server.port, path: '/api/v10/gateway/bot', headers });
    asking.end();
    const [answer] = (await once(asking, 'response')) as [{ statusCode?: number; resume(): void }];
    answer.resume();
    return answer.statusCode;
  }

  it('is open to this machine by its own names', async () => {
    const authorization = `Bot ${server.token}`;
    expect(await statusWith({ authorization })).toBe(200);
    expect(
      await statusWith({ authorization, host: `localhost:${server.port}`, origin: `http://localhost:${server.port}` }),
    ).toBe(200);
  });

  it('opens to a token that begins with the id of its application, as those of Discord do', async () => {
    const [id] = server.token.split('.');
    expect(Buffer.from(id as string, 'base64url').toString()).toBe(server.applicationId);
    expect(await statusWith({ authorization: `Bot ${server.token.slice(0, -1)}` })).toBe(401);
  });

  it('is closed to foreign names and foreign pages', async () => {
    const authorization = `Bot ${server.token}`;
    expect(await statusWith({ authorization, host: 'rebound.example' })).toBe(403);
    expect(await statusWith({ authorization, host: '127.0.0.1:1' })).toBe(403);
    expect(await statusWith({ authorization, origin: 'https://evil.example' })).toBe(403);
    expect(await statusWith({ authorization, origin: 'null' })).toBe(403);
    const socket = new WebSocket(`ws://127.0.0.1:${server.port}/gateway`, { origin: 'https://evil.example' });
    await expect(once(socket, 'open')).rejects.toThrow();
  });

  it('names a port that is taken', async () => {
    await expect(startPlaygroundServer({ port: server.port })).rejects.toMatchObject({
      code: 'port-taken',
      details: { port: server.port },
    });
  });
});
