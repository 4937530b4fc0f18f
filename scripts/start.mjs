// Runs the bot: node scripts/start.mjs [arguments]
// Puzzles take and drop buffers of many megabytes in several threads. Left to itself glibc keeps them for later, apart for
// each thread; told not to, a bot takes some 150 MB less at work and 250 MB less at rest (README, "Settings"). It listens
// only when a process begins, so where the environment does not say it already, the bot runs in a second process, which
// gets the signals of this one and ends with it. Other allocators take no notice.
import { spawn } from 'node:child_process';
import process from 'node:process';

const MALLOC = {
  /** Arenas: the threads of a bot take turns without waiting much for one another. */
  MALLOC_ARENA_MAX: '2',
  /** Bytes from which on what is dropped goes back to the system: more than nearly all that is no picture. */
  MALLOC_MMAP_THRESHOLD_: String(2 ** 20),
};
/** Tells the second process what it is. */
const SECOND = 'DIFFERENCE_ENGINE_SECOND_PROCESS';
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'];

async function runHere() {
  process.argv.splice(2, 0, 'dist/src/index.js');
  await import('./run.mjs');
}

/** Ends with the first process, which may be killed without a chance to say so. */
function endWithFirst() {
  delete process.env[SECOND];
  process.channel.unref();
  process.on('disconnect', () => process.kill(process.pid, 'SIGTERM'));
}

function runInSecond() {
  const child = spawn(process.execPath, [...process.execArgv, ...process.argv.slice(1)], {
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    env: { ...MALLOC, ...process.env, [SECOND]: '1' },
  });
  for (const signal of SIGNALS) process.on(signal, () => child.kill(signal));
  child.on('error', ({ message }) => {
    process.stderr.write(`${message}\n`);
    process.exit(1);
  });
  child.on('exit', (code, signal) => {
    for (const each of SIGNALS) process.removeAllListeners(each);
    if (signal === null) process.exit(code);
    process.kill(process.pid, signal);
  });
}

const isSecond = SECOND in process.env;
const isTold = Object.keys(MALLOC).some((name) => name in process.env);
// A debugger has one port.
const isDebugged = process.execArgv.some((option) => option.startsWith('--inspect'));

if (isSecond) endWithFirst();
if (isSecond || isTold || isDebugged || process.platform !== 'linux') await runHere();
else runInSecond();
