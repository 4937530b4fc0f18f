// Compiles src/, commands/ and deploy-commands.ts into dist/. Builds into a folder of its own and swaps it in at the
// end, so that a program started meanwhile never meets half a build. One build runs at a time; others wait for it.
//   node scripts/build.mjs [--if-stale]      with --if-stale, nothing is done when dist/ is fresh by then
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import process from 'node:process';
import Database from 'libsql';
import { fingerprint, isFresh, root, STAMP } from './build-state.mjs';
import { buildKernels } from './kernels.mjs';

const output = join(root, 'dist');
const fresh = join(root, '.dist-new');
const outgoing = join(root, '.dist-old');
const lockFolder = join(root, '.dist-lock');
/** Longer than any build: whoever waits this long waits for something that hangs. */
const LOCK_TIMEOUT_MS = 300_000;

/** Waits for its turn. An exclusive transaction is a lock that the system opens however its holder ends. */
function takeTurn() {
  mkdirSync(lockFolder, { recursive: true });
  const lock = new Database(join(lockFolder, 'build.db'), { timeout: LOCK_TIMEOUT_MS });
  lock.exec('BEGIN EXCLUSIVE');
  return lock;
}

/** What builds that were killed left behind. */
function clearRemains() {
  const remains = readdirSync(root).filter((name) => name.startsWith('.dist-') && join(root, name) !== lockFolder);
  for (const name of remains) rmSync(join(root, name), { recursive: true, force: true });
}

function compile() {
  const compiler = join(dirname(createRequire(import.meta.url).resolve('typescript/package.json')), 'bin', 'tsc');
  const project = join(root, 'tsconfig.build.json');
  return spawnSync(process.execPath, [compiler, '-p', project, '--outDir', fresh], { stdio: 'inherit' }).status ?? 1;
}

function swapIn() {
  if (existsSync(output)) renameSync(output, outgoing);
  renameSync(fresh, output);
  rmSync(outgoing, { recursive: true, force: true });
}

async function build() {
  clearRemains();
  await buildKernels();
  // Taken before the compiler reads: what is changed meanwhile makes this build a stale one.
  const sources = fingerprint();
  const status = compile();
  if (status === 0) {
    writeFileSync(join(fresh, STAMP), sources);
    swapIn();
  } else {
    clearRemains();
  }
  return status;
}

const lock = takeTurn();
const isNeeded = !process.argv.includes('--if-stale') || !isFresh();
process.exitCode = isNeeded ? await build() : 0;
lock.close();
