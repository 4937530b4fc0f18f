import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { loadCommands } from '../../src/bot/load-commands.ts';
import { type PlaygroundServer, startPlaygroundServer } from '../../src/playground/playground-server.ts';
import { type Program, startProgram } from './program.ts';

const programs: Program[] = [];
const servers: PlaygroundServer[] = [];
afterEach(async () => {
  for (const { process } of programs.splice(0)) process.kill('SIGKILL');
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

function run(script: 'start' | 'deploy', settings: Record<string, string | undefined> = {}): Program {
  const program = startProgram(script, settings);
  programs.push(program);
  return program;
}

/** A Discord for a program, and the settings that lead there. */
async function discord() {
  const server = await startPlaygroundServer({ port: 0 });
  servers.push(server);
  const settings = {
    DISCORD_TOKEN: server.token,
    DISCORD_API_URL: server.apiUrl,
    ATTACHMENT_HOSTS: server.attachmentHosts.join(','),
    ALLOW_CUSTOM_API: '1',
  };
  return { server, settings };
}

describe('start where nobody has told the allocator anything', () => {
  const NOBODY = { MALLOC_ARENA_MAX: undefined, MALLOC_MMAP_THRESHOLD_: undefined };
  const isThere = (url: string) =>
    fetch(`${url}/api/v10/gateway/bot`).then(
      () => true,
      () => false,
    );

  async function playground() {
    const program = run('start', NOBODY);
    const url = /http:\S+/.exec(await program.firstLine())?.[0] ?? 'none';
    expect(await isThere(url)).toBe(true);
    return { program, url };
  }

  it('ends well when asked to', async () => {
    const { program, url } = await playground();
    program.process.kill('SIGTERM');
    expect(await program.ended).toBe(0);
    expect(await isThere(url)).toBe(false);
  });

  it('leaves nothing behind when it is killed', async () => {
    const { program, url } = await playground();
    program.process.kill('SIGKILL');
    await vi.waitFor(async () => expect(await isThere(url)).toBe(false), { timeout: 5000 });
  });

  it('ends as the bot does', async () => {
    const program = run('start', { ...NOBODY, WORKER_THREADS: 'many' });
    expect(await program.ended).toBe(2);
    expect(program.said.err).toContain('WORKER_THREADS');
  });
});

describe('start without a token', () => {
  it('opens the playground, says where in one line, and ends well when asked to', async () => {
    const program = run('start');
    const line = await program.firstLine();
    const url = /^No DISCORD_TOKEN is set, .*: (http:\/\/127\.0\.0\.1:\d+)$/.exec(line)?.[1];
    expect((await fetch(`${url}/api/v10/gateway/bot`)).status).toBe(401);
    program.process.kill('SIGTERM');
    expect(await program.ended).toBe(0);
    expect(program.said).toEqual({ out: `${line}\n`, err: '' });
  });

  it('says when the port is taken', async () => {
    const blocker = createServer().listen(0, '127.0.0.1');
    await once(blocker, 'listening');
    const { port } = blocker.address() as AddressInfo;
    const program = run('start', { PLAYGROUND_PORT: String(port) });
    expect(await program.ended).toBe(2);
    blocker.close();
    const err = `Port ${port} is taken by another program. Set PLAYGROUND_PORT to a free one.\n`;
    expect(program.said).toEqual({ out: '', err });
  });
});

describe('start with settings', () => {
  it.each([
    [{ WORKER_THREADS: 'many' }, 'The setting WORKER_THREADS has the value “many”.'],
    [{ DISCORD_TOKEN: 'x', DISCORD_API_URL: 'http://127.0.0.1:9/api' }, 'DISCORD_API_URL points away from Discord'],
    [{ DATA_DIR: '/dev/null/data' }, 'I cannot write to /dev/null/data'],
    [{ DISCORD_TOKEN_FILE: '/nowhere' }, 'I cannot read /nowhere (ENOENT).'],
  ])('that are wrong says which: %j', async (settings, sentence) => {
    const program = run('start', settings as Record<string, string>);
    expect(await program.ended).toBe(2);
    expect(program.said.err).toContain(sentence);
    expect(program.said.err.trim().split('\n')).toHaveLength(1);
    expect(program.said.out).toBe('');
  });
});

describe('start with a token', () => {
  it('that is refused says so and ends', async () => {
    const { settings } = await discord();
    const program = run('start', { ...settings, DISCORD_TOKEN: 'wrong' });
    expect(await program.ended).toBe(2);
    expect(program.said).toEqual({ out: '', err: expect.stringMatching(/^Discord refused the token.*\n$/) });
  });

  it('ends, not well, when Discord ends the connection for good', async () => {
    const { server, settings } = await discord();
    const program = run('start', settings);
    expect(await program.firstLine()).toMatch(/^Logged in to Discord as .+\.$/);
    server.gateway.closeWith(4004);
    expect(await program.ended).toBe(2);
    expect(program.said.err).toContain('Discord closed the connection for good (code 4004).');
  });
});

describe('deploy', () => {
  it('registers the commands and says how many', async () => {
    const { server, settings } = await discord();
    const program = run('deploy', settings);
    expect(await program.ended).toBe(0);
    const invite = `https://discord.com/oauth2/authorize?client_id=${server.applicationId}`;
    expect(program.said.err).toBe('');
    expect(program.said.out).toMatch(/^Registered 12 commands\.\nAdd the bot to a server: .+\n$/);
    expect(program.said.out).toContain(invite);
    const names = server.log
      .find('PUT', /\/commands$/)
      .map(({ body }) => (body as { name: string }[]).map(({ name }) => name));
    expect(names).toEqual([(await loadCommands()).map(({ data }) => data.name)]);
    server.log.assertNoViolations();
  });

  it('needs a token', async () => {
    const program = run('deploy');
    expect(await program.ended).toBe(2);
    expect(program.said.err).toContain('There is no token.');
  });
});
