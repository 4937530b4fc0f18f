import type { JobLoad, JobRunner } from '../contract/job-runner.ts';
import { MAX_WAITING_QUICK_JOBS, QUICK_WORKER_IDLE_MS } from '../contract/limits.ts';
import type { JobKind } from '../contract/messages.ts';
import { createThreadJobRunner, type ThreadJobRunnerOptions } from './thread-job-runner.ts';

/** Work of a blink, for somebody who holds a phone in the hand: it must not wait behind pictures that take seconds. */
const QUICK_KINDS: readonly JobKind[] = ['zoom-pictures'];

/** The runners of a program that has two. */
export interface JobLanes {
  /** For all that takes seconds. */
  readonly slow: JobRunner;
  readonly quick: JobRunner;
}

/** One runner that sends each job to the lane of its kind. Its load is that of the slow lane, where people queue. */
export function joinLanes({ slow, quick }: JobLanes): JobRunner {
  return {
    run: (request, context) => (QUICK_KINDS.includes(request.kind) ? quick : slow).run(request, context),
    get load(): JobLoad {
      return slow.load;
    },
    async close() {
      await Promise.all([slow.close(), quick.close()]);
    },
  };
}

/**
 * Does jobs in worker threads of this process; quick ones in a thread of their own, which is there while it is needed and
 * goes before the others.
 */
export function createThreadLanes({ threads, log }: Pick<ThreadJobRunnerOptions, 'threads' | 'log'>): JobRunner {
  const quick = { threads: 1, maxWaiting: MAX_WAITING_QUICK_JOBS, idleMs: QUICK_WORKER_IDLE_MS };
  return joinLanes({
    slow: createThreadJobRunner({ threads, log, isPatient: true }),
    quick: createThreadJobRunner({ ...quick, log }),
  });
}
