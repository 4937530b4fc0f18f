import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { getPriority, tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { JobRunner } from '../../src/contract/job-runner.ts';
import { createThreadJobRunner, type ThreadJobRunnerOptions } from '../../src/jobs/thread-job-runner.ts';
import { createLog } from '../../src/log.ts';
import { type FakeCommand, fakeRequest } from './fake-job.ts';
import { jobRunnerConformance } from './job-runner-conformance.ts';

const FAKE_WORKER = fileURLToPath(new URL('fixtures/fake-worker.ts', import.meta.url));
const log = createLog('silent');

function makeRunner(options: Partial<ThreadJobRunnerOptions> = {}): JobRunner {
  return createThreadJobRunner({ threads: 1, log, workerEntry: FAKE_WORKER, ...options });
}

/** How far the priority of each thread of this process is lowered, the first one's first. */
function threadPriorities(): number[] {
  const threads = readdirSync('/proc/self/task').map(Number);
  return threads.sort((a, b) => a - b).map((thread) => getPriority(thread));
}

jobRunnerConformance('the thread runner', ({ running, ...limits }) => makeRunner({ threads: running, ...limits }));

describe('the thread runner', () => {
  let runner: JobRunner | undefined;

  afterEach(async () => {
    await runner?.close();
    runner = undefined;
  });

  const answersAgain = async (again: JobRunner) => {
    await expect(again.run(fakeRequest({ do: 'echo' }), { userId: 'ada' })).resolves.toBeDefined();
    expect(again.load).toEqual({ running: 0, waiting: 0 });
  };

  it.each<FakeCommand>([{ do: 'exit' }, { do: 'throw-later' }, { do: 'reject' }, { do: 'silence' }])(
    'calls $do of the worker a crash, and recovers',
    async (command) => {
      runner = makeRunner({ maxPerUser: 1 });
      const crash = runner.run(fakeRequest(command), { userId: 'ada' });
      await expect(crash).rejects.toMatchObject({ code: 'worker-crashed', cause: expect.any(Error) });
      await answersAgain(runner);
    },
  );

  it('starts its threads anew when they were sent home', async () => {
    runner = makeRunner({ idleMs: 20 });
    await answersAgain(runner);
    await sleep(200);
    await answersAgain(runner);
  });

  it.skipIf(process.platform !== 'linux')('is patient in its threads alone, when it is told to be', async () => {
    const before = threadPriorities();
    runner = makeRunner({ isPatient: true });
    await answersAgain(runner);
    const lowered = threadPriorities().filter((steps) => !before.includes(steps));
    expect(lowered).toHaveLength(1);
    expect(getPriority()).toBe(before[0]);
  });

  it('survives a worker that runs out of heap', async () => {
    runner = makeRunner({ workerHeapMb: 48 });
    await expect(runner.run(fakeRequest({ do: 'hog-memory' }))).rejects.toMatchObject({
      code: 'worker-crashed',
      cause: { code: 'ERR_WORKER_OUT_OF_MEMORY' },
    });
    await answersAgain(runner);
  });

  it('keeps the other jobs when one worker crashes', async () => {
    runner = makeRunner({ threads: 2 });
    const healthy = runner.run(fakeRequest({ do: 'echo', afterMs: 100 }));
    await expect(runner.run(fakeRequest({ do: 'exit' }))).rejects.toMatchObject({ code: 'worker-crashed' });
    await expect(healthy).resolves.toBeDefined();
  });

  it('survives a worker that dies while idle, and logs it', async () => {
    const error = vi.spyOn(log, 'error');
    runner = makeRunner();
    await runner.run(fakeRequest({ do: 'echo', thenThrowWhenIdle: true }));
    await vi.waitFor(() => expect(error).toHaveBeenCalled());
    await answersAgain(runner);
  });

  describe('stops a thread that is stuck in a loop', () => {
    let folder: string;

    beforeEach(() => {
      folder = mkdtempSync(join(tmpdir(), 'jobs-'));
    });
    afterEach(() => rmSync(folder, { recursive: true, force: true }));

    const expectSilence = async (heartbeatFile: string) => {
      const beats = () => statSync(heartbeatFile).size;
      // The thread is told to stop when its job rejects; it does so at its next step.
      await sleep(100);
      const before = beats();
      await sleep(100);
      expect(before).toBeGreaterThan(0);
      expect(beats()).toBe(before);
    };

    it.each(['job-timeout', 'job-cancelled'] as const)('%s', async (code) => {
      const heartbeatFile = join(folder, 'heartbeat');
      runner = makeRunner({ ...(code === 'job-timeout' ? { timeoutMs: 2000 } : {}), maxPerUser: 1 });
      await answersAgain(runner);
      const abort = new AbortController();
      const spinning = runner.run(fakeRequest({ do: 'spin', heartbeatFile }), {
        userId: 'ada',
        signal: abort.signal,
        onProgress: () => code === 'job-cancelled' && setTimeout(() => abort.abort(), 50),
      });
      const details = code === 'job-timeout' ? { seconds: 2 } : {};
      await expect(spinning).rejects.toMatchObject({ code, details });
      await expectSilence(heartbeatFile);
      await answersAgain(runner);
    });
  });

  it('counts the time from when a job starts, not while it waits', async () => {
    runner = makeRunner({ timeoutMs: 900 });
    await vi.waitFor(async () => runner?.run(fakeRequest({ do: 'echo' })), { timeout: 10_000 });
    const jobs = [1, 2, 3].map(() => runner?.run(fakeRequest({ do: 'echo', afterMs: 400 })));
    await expect(Promise.all(jobs)).resolves.toHaveLength(3);
  });

  it.each([
    ['is missing', 'fixtures/no-such-worker.ts'],
    ['lacks its function', 'fake-job.ts'],
  ])('reports a crash, now and later, when the worker entry %s', async (_, path) => {
    runner = makeRunner({ workerEntry: fileURLToPath(new URL(path, import.meta.url)) });
    await expect(runner.run(fakeRequest({ do: 'echo' }))).rejects.toMatchObject({ code: 'worker-crashed' });
    await expect(runner.run(fakeRequest({ do: 'echo' }))).rejects.toMatchObject({ code: 'worker-crashed' });
    expect(runner.load).toEqual({ running: 0, waiting: 0 });
  });
});
