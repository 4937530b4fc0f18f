import { spawnSync } from 'node:child_process';
import process from 'node:process';
import { IN_ONE_PROCESS } from '../e2e/program.ts';

/**
 * Runs this program once more as `npm start` runs the bot, and ends with it: an allocator listens to its settings only when
 * a process begins, and without them memory stays resident that nobody uses. Does nothing where they are told already.
 */
export function runAsBot(): void {
  if (process.platform !== 'linux' || Object.keys(IN_ONE_PROCESS).some((name) => name in process.env)) return;
  const { status } = spawnSync(process.execPath, [...process.execArgv, ...process.argv.slice(1)], {
    stdio: 'inherit',
    env: { ...process.env, ...IN_ONE_PROCESS },
  });
  process.exit(status ?? 1);
}
