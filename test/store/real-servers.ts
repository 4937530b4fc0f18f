import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';

/** A database server of its own for a test file. */
export interface RealServer {
  readonly url: string;
  stop(): Promise<void>;
}

const POSTGRES_VERSIONS = '/usr/lib/postgresql';
const START_TIMEOUT_MS = 30_000;
const ROOT = 0;

function onPath(program: string): string | undefined {
  const folders = (process.env['PATH'] ?? '').split(':');
  return folders.map((folder) => join(folder, program)).find((path) => existsSync(path));
}

/** The folder with initdb and postgres: on Debian not on the path. */
function postgresFolder(): string | undefined {
  if (!existsSync(POSTGRES_VERSIONS)) return undefined;
  const folders = readdirSync(POSTGRES_VERSIONS).map((version) => join(POSTGRES_VERSIONS, version, 'bin'));
  return folders.find((folder) => existsSync(join(folder, 'initdb')));
}

/** The program of Redis, or that of Valkey, which speaks the same protocol. */
export const redisProgram = onPath('redis-server') ?? onPath('valkey-server');
export const postgresPrograms = postgresFolder();

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('a TCP server has a port');
  return address.port;
}

/** Starts a program and waits until it says that it is ready. */
async function startProgram(
  program: string,
  args: readonly string[],
  ready: string,
  uid?: number,
): Promise<ChildProcess> {
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'], ...(uid === undefined ? {} : { uid }) });
  let said = '';
  const listen = (text: Buffer) => {
    said += text.toString();
  };
  child.stdout.on('data', listen);
  child.stderr.on('data', listen);
  const giveUpAt = Date.now() + START_TIMEOUT_MS;
  while (!said.includes(ready)) {
    if (child.exitCode !== null || Date.now() > giveUpAt) throw new Error(`${program} did not start:\n${said}`);
    await sleep(20);
  }
  return child;
}

function serverOf(child: ChildProcess, folder: string, url: string): RealServer {
  return {
    url,
    async stop() {
      const ended = new Promise((resolve) => child.once('close', resolve));
      child.kill('SIGINT');
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Starts Redis or Valkey on a free port of loopback. */
export async function startRedis(): Promise<RealServer> {
  if (redisProgram === undefined) throw new Error('there is no redis-server');
  const folder = mkdtempSync(join(tmpdir(), 'redis-'));
  const port = await freePort();
  const args = ['--port', String(port), '--bind', '127.0.0.1', '--dir', folder, '--save', '', '--appendonly', 'yes'];
  const child = await startProgram(redisProgram, args, 'eady to accept connections');
  return serverOf(child, folder, `redis://127.0.0.1:${port}`);
}

/** PostgreSQL refuses to be run by root. */
function unprivileged(): number | undefined {
  if (userInfo().uid !== ROOT) return undefined;
  return Number(execFileSync('id', ['-u', 'nobody'], { encoding: 'utf8' }));
}

/** Starts PostgreSQL with a fresh database on a free port of loopback. */
export async function startPostgres(): Promise<RealServer> {
  if (postgresPrograms === undefined) throw new Error('there is no postgres');
  const folder = mkdtempSync(join(tmpdir(), 'postgres-'));
  const uid = unprivileged();
  if (uid !== undefined) execFileSync('chown', [String(uid), folder]);
  chmodSync(folder, 0o700);
  const data = join(folder, 'data');
  const initdb = ['-D', data, '-U', 'engine', '-A', 'trust', '-E', 'UTF8', '--no-sync'];
  execFileSync(join(postgresPrograms, 'initdb'), initdb, {
    ...(uid === undefined ? {} : { uid }),
    stdio: 'ignore',
    cwd: folder,
  });
  const port = await freePort();
  const args = ['-D', data, '-p', String(port), '-h', '127.0.0.1', '-k', folder];
  const child = await startProgram(join(postgresPrograms, 'postgres'), args, 'ready to accept connections', uid);
  return serverOf(child, folder, `postgres://engine@127.0.0.1:${port}/postgres`);
}
