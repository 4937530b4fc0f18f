import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { afterEach, expect, it, vi } from 'vitest';
import type { JobRunner } from '../../src/contract/job-runner.ts';
import { createThreadJobRunner } from '../../src/jobs/thread-job-runner.ts';
import { createLog } from '../../src/log.ts';
import { temporaryFolder } from '../store/temporary-folder.ts';
import { codedErrorOf } from '../support/coded.ts';
import { miganLike } from '../support/models.ts';
import { encodeOnnx, type Graph } from '../support/onnx.ts';

vi.setConfig({ testTimeout: 120_000 });
const folder = temporaryFolder();
const PATIENCE = { timeout: 50_000, interval: 50 };

/** Takes and gives what MI-GAN does, and multiplies large matrices for some seconds. */
const ROUNDS = 8;
const busyModel: Graph = {
  ...miganLike(0),
  constants: [],
  nodes: [
    { op: 'Cast', in: ['image'], out: ['round0'], with: { to: 1 } },
    ...Array.from({ length: ROUNDS }, (_, round) => ({
      op: 'MatMul',
      in: [`round${round}`, `round${round}`],
      out: [`round${round + 1}`],
    })),
    { op: 'Cast', in: [`round${ROUNDS}`], out: ['result'], with: { to: 2 } },
  ],
};

/** Whether a process still runs. One whose parent has not asked for its end yet is a name without memory. */
function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  const status = spawnSync('ps', ['-o', 'stat=', '-p', String(pid)], { encoding: 'utf8' }).stdout;
  return !status.startsWith('Z');
}

let runner: JobRunner | undefined;
afterEach(() => runner?.close());

// The runtime aborts the whole process when the thread that runs a network in it is ended.
it('a job that is cancelled in the middle of a run takes its network with it once that run is over, and nothing else', async () => {
  const path = join(folder.path, 'busy.onnx');
  writeFileSync(path, encodeOnnx(busyModel));
  const workerEntry = fileURLToPath(new URL('./fixtures/run-for-ever.ts', import.meta.url));
  runner = createThreadJobRunner({ threads: 1, workerEntry, log: createLog('silent') });
  const stop = new AbortController();
  const picture = new TextEncoder().encode(path);
  const options = { level: 'easy', differences: 1, seed: 'any' } as const;
  const failure = codedErrorOf(runner.run({ kind: 'make-puzzle', picture, options }, { signal: stop.signal }));
  const pid = await vi.waitFor(() => Number(readFileSync(`${path}.pid`, 'utf8')), PATIENCE);
  expect(isAlive(pid)).toBe(true);
  stop.abort();
  expect(await failure).toMatchObject({ code: 'job-cancelled' });
  await vi.waitFor(() => expect(isAlive(pid)).toBe(false), PATIENCE);
});
