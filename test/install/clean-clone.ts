// Does what a newcomer does: clones the project, installs it and starts both front doors, with nothing but what the
// clone holds. Prints one line for each thing that works; ends with 1 at the first that does not.
//   npm run test:install
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';
import { PROJECT_ROOT } from '../../src/project-root.ts';
import { samplePicture } from '../cli/sample-picture.ts';
import { pngOf } from '../support/encode.ts';

const START_TIMEOUT_MS = 60_000;
const POLL_MS = 100;

/**
 * The environment of somebody who has never heard of this project. Whatever npm or this project's .npmrc set for the
 * run of this check is gone; only how to reach the registry stays.
 */
function newcomerEnvironment(): NodeJS.ProcessEnv {
  const isForeign = (name: string) => /^(npm_|onnxruntime|discord_|node_options$|init_cwd$)/i.test(name);
  const isWay = (name: string) => /^npm_config_(registry|userconfig|globalconfig|cache|cafile|.*proxy)$/i.test(name);
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !isForeign(name) || isWay(name)));
}

const folder = mkdtempSync(join(tmpdir(), 'difference-engine-clone-'));
const clone = join(folder, 'clone');
const env = newcomerEnvironment();

/** Runs a program in the clone; it must end well. */
function run(program: string, args: readonly string[], cwd = clone): { out: string; err: string } {
  const { status, stdout: out, stderr: err } = spawnSync(program, args, { cwd, env, encoding: 'utf8' });
  assert.equal(status, 0, `${program} ${args.join(' ')}\n${out}${err}`);
  return { out, err };
}

function install(): void {
  run('git', ['-c', 'safe.directory=*', 'clone', '--quiet', '--local', PROJECT_ROOT, clone], folder);
  run('npm', ['ci']);
}

function doctor(): void {
  const { out, err } = run('npm', ['run', '--silent', 'engine', '--', 'doctor']);
  assert.equal(err, '');
  assert.ok('node' in (JSON.parse(out) as object));
}

async function make(): Promise<void> {
  const picture = join(folder, 'picture.png');
  writeFileSync(picture, await pngOf(samplePicture()));
  const dir = join(folder, 'out');
  const said = run('npm', ['run', '--silent', 'engine', '--', 'make', picture, '--out', dir]);
  assert.deepEqual(said, { out: '', err: '' });
  assert.deepEqual(readdirSync(dir).sort(), ['altered.png', 'answers.png', 'board.png', 'original.png', 'puzzle.json']);
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

async function start(): Promise<void> {
  const port = await freePort();
  // A group of its own: npm and the program that it starts end together.
  const child = spawn('npm', ['--silent', 'start'], {
    cwd: clone,
    env: { ...env, PLAYGROUND_PORT: String(port) },
    detached: true,
  });
  const said = { out: '', err: '' };
  child.stdout.on('data', (text) => (said.out += text));
  child.stderr.on('data', (text) => (said.err += text));
  const ended = once(child, 'close');
  const url = `http://127.0.0.1:${port}`;
  try {
    const giveUpAt = Date.now() + START_TIMEOUT_MS;
    while (!said.out.includes('\n') && child.exitCode === null && Date.now() < giveUpAt) await sleep(POLL_MS);
    assert.equal(said.err, '');
    assert.match(said.out, new RegExp(`^No DISCORD_TOKEN is set, .*: ${url}\\n$`));
    assert.equal((await fetch(url)).status, 200);
  } finally {
    if (child.pid !== undefined) process.kill(-child.pid, 'SIGTERM');
    await ended;
  }
}

const STEPS = { 'git clone, npm ci': install, 'engine doctor': doctor, 'engine make': make, 'npm start': start };
try {
  for (const [name, step] of Object.entries(STEPS)) {
    await step();
    process.stdout.write(`works from a clean clone: ${name}\n`);
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
