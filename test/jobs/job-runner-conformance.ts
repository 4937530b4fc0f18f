import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { JobRunner } from '../../src/contract/job-runner.ts';
import type { JobProgress } from '../../src/contract/messages.ts';
import { type FakeCommand, fakeRequest } from './fake-job.ts';

/** What the suite wants to be small, so that it can be reached. */
export interface SmallLimits {
  readonly running: number;
  readonly maxWaiting: number;
  readonly maxPerUser: number;
}

const LIMITS: SmallLimits = { running: 1, maxWaiting: 2, maxPerUser: 2 };
const SLOW: FakeCommand = { do: 'echo', afterMs: 60_000 };

/**
 * What every JobRunner does, whatever it runs on. The runner under test does its work with the fake worker
 * (fixtures/fake-worker.ts).
 */
export function jobRunnerConformance(name: string, makeRunner: (limits: SmallLimits) => JobRunner): void {
  describe(`${name} as a JobRunner`, () => {
    let runner: JobRunner;

    beforeAll(() => {
      runner = makeRunner(LIMITS);
    });
    afterAll(() => runner.close());

    /** Starts jobs that will not end by themselves; `stop` ends them and waits until they are gone. */
    function occupy(jobs: number, userId?: string) {
      const abort = new AbortController();
      const context = userId === undefined ? {} : { userId };
      const ends = Array.from({ length: jobs }, () =>
        runner.run(fakeRequest(SLOW), { ...context, signal: abort.signal }).catch((error: unknown) => error),
      );
      const stop = async () => {
        abort.abort();
        return Promise.all(ends);
      };
      return { stop };
    }

    it('answers with what the worker made', async () => {
      const result = await runner.run(fakeRequest({ do: 'echo' }, new Uint8Array([1, 2, 3])));
      expect([...result.original.bytes]).toEqual([3, 2, 1]);
    });

    it('leaves the bytes of the request to the caller, also when they are a part of a larger buffer', async () => {
      const picture = new Uint8Array([9, 9, 1, 2, 3, 9]).subarray(2, 5);
      const result = await runner.run(fakeRequest({ do: 'echo' }, picture));
      expect([...picture]).toEqual([1, 2, 3]);
      expect([...result.original.bytes]).toEqual([3, 2, 1]);
    });

    it('reports all progress in order, before the job ends', async () => {
      const reports: JobProgress[] = [];
      await runner.run(fakeRequest({ do: 'echo', afterMs: 20 }), { onProgress: (progress) => reports.push(progress) });
      expect(reports).toEqual([
        { stage: 'decode', ratio: 0.1 },
        { stage: 'draw', ratio: 1 },
      ]);
    });

    it('does not fail a job because its progress callback does', async () => {
      const onProgress = vi.fn(() => {
        throw new Error('the message is gone');
      });
      await runner.run(fakeRequest({ do: 'echo' }), { onProgress });
      expect(onProgress).toHaveBeenCalledTimes(2);
    });

    it('rejects with the coded failure of the work', async () => {
      await expect(runner.run(fakeRequest({ do: 'fail' }))).rejects.toMatchObject({
        name: 'CodedError',
        code: 'too-few-objects',
        details: { possible: 2, wanted: 5 },
      });
    });

    it('rejects with internal for a bug in the work, and keeps its message and stack for the log', async () => {
      const error: unknown = await runner.run(fakeRequest({ do: 'bug' })).catch((thrown: unknown) => thrown);
      expect(error).toMatchObject({ code: 'internal', details: {} });
      expect((error as Error).cause).toMatchObject({
        message: 'TypeError: the fake is broken',
        stack: expect.stringContaining('fake-worker'),
      });
    });

    it('says how busy it is, and runs the waiting in order', async () => {
      const order: number[] = [];
      const jobs = [1, 2, 3].map((number) =>
        runner.run(fakeRequest({ do: 'echo', afterMs: 10 })).then(() => order.push(number)),
      );
      expect(runner.load).toEqual({ running: 1, waiting: 2 });
      await Promise.all(jobs);
      expect(order).toEqual([1, 2, 3]);
      expect(runner.load).toEqual({ running: 0, waiting: 0 });
    });

    it('refuses with queue-full beyond the waiting places, and takes jobs again afterwards', async () => {
      const { stop } = occupy(LIMITS.running + LIMITS.maxWaiting);
      await expect(runner.run(fakeRequest({ do: 'echo' }))).rejects.toMatchObject({
        code: 'queue-full',
        details: { waiting: LIMITS.maxWaiting },
      });
      await stop();
      await expect(runner.run(fakeRequest({ do: 'echo' }))).resolves.toBeDefined();
    });

    it('refuses with too-many-jobs for one person while others are served', async () => {
      const { stop } = occupy(LIMITS.maxPerUser, 'ada');
      await expect(runner.run(fakeRequest({ do: 'echo' }), { userId: 'ada' })).rejects.toMatchObject({
        code: 'too-many-jobs',
        details: { max: LIMITS.maxPerUser },
      });
      const other = runner.run(fakeRequest({ do: 'echo' }), { userId: 'bob' });
      await stop();
      await expect(other).resolves.toBeDefined();
    });

    it.each<FakeCommand>([{ do: 'echo' }, { do: 'fail' }, { do: 'bug' }])(
      'gives the places of a person back after $do',
      async (command) => {
        const rounds = LIMITS.maxPerUser + 1;
        for (let job = 0; job < rounds; job++) {
          const code: unknown = await runner.run(fakeRequest(command), { userId: 'eve' }).then(
            () => 'done',
            (error: { code: unknown }) => error.code,
          );
          expect(code).not.toBe('too-many-jobs');
        }
        expect(runner.load).toEqual({ running: 0, waiting: 0 });
      },
    );

    it('rejects with job-cancelled when the signal was aborted before', async () => {
      const context = { signal: AbortSignal.abort() };
      await expect(runner.run(fakeRequest({ do: 'echo' }), context)).rejects.toMatchObject({ code: 'job-cancelled' });
    });

    it('cancels a running job and frees its place for the waiting', async () => {
      const { stop } = occupy(1, 'ada');
      const next = runner.run(fakeRequest({ do: 'echo' }), { userId: 'ada' });
      expect(await stop()).toMatchObject([{ code: 'job-cancelled' }]);
      await expect(next).resolves.toBeDefined();
    });

    it('cancels a waiting job without touching the running one', async () => {
      const running = runner.run(fakeRequest({ do: 'echo', afterMs: 200 }));
      const { stop } = occupy(1);
      expect(await stop()).toMatchObject([{ code: 'job-cancelled' }]);
      expect(runner.load).toEqual({ running: 1, waiting: 0 });
      await expect(running).resolves.toBeDefined();
    });

    it('cancels what runs and waits when it is closed, and takes nothing more', async () => {
      const closing = makeRunner(LIMITS);
      const ends = [1, 2].map(() => closing.run(fakeRequest(SLOW)).catch((error: unknown) => error));
      await closing.close();
      expect(await Promise.all(ends)).toMatchObject([{ code: 'job-cancelled' }, { code: 'job-cancelled' }]);
      await expect(closing.run(fakeRequest({ do: 'echo' }))).rejects.toMatchObject({ code: 'job-cancelled' });
    });
  });
}
