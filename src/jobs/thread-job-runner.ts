import process from 'node:process';
import { Piscina } from 'piscina';
import { CodedError } from '../contract/coded-error.ts';
import { decodeFailure } from '../contract/failure-codec.ts';
import type { JobContext, JobLoad, JobRunner } from '../contract/job-runner.ts';
import { JOB_TIMEOUT_MS, MAX_JOBS_PER_USER, MAX_WAITING_JOBS, WORKER_HEAP_MB } from '../contract/limits.ts';
import type { JobProgress, JobRequest, JobResult } from '../contract/messages.ts';
import { ownCopies } from '../contract/own-copies.ts';
import { WORKER_TASK_FUNCTION } from '../contract/worker-protocol.ts';
import type { Logger } from '../log.ts';
import { Admission } from './admission.ts';
import { JobChannel } from './job-channel.ts';
import { workerLaunch } from './worker-entry.ts';

/** What can be set about a thread runner. The limits have their defaults in contract/limits. */
export interface ThreadJobRunnerOptions {
  /** Jobs that run at the same time. */
  readonly threads: number;
  readonly log: Logger;
  /** Full path of the module that the threads run; by default src/worker/entry. */
  readonly workerEntry?: string;
  /** Counted from when a job starts to run, not while it waits. */
  readonly timeoutMs?: number;
  readonly maxWaiting?: number;
  readonly maxPerUser?: number;
  readonly workerHeapMb?: number;
  /** Threads start when they are needed and end after so long without work. When left out they are always there. */
  readonly idleMs?: number;
  /** Lets everything else of the program go first where processors are few. */
  readonly isPatient?: boolean;
}

/** How much lower the priority of patient threads is, of 19 steps: a third or so of what others get. */
const PATIENT_STEPS = 5;
/** Elsewhere it would count for the whole process. */
const HAS_THREAD_PRIORITIES = process.platform === 'linux';

class ThreadJobRunner implements JobRunner {
  readonly #pool: Piscina;
  readonly #log: Logger;
  readonly #admission: Admission;
  readonly #timeoutMs: number;
  /** One for each job that runs or waits; aborting it with a CodedError ends the job with that error. */
  readonly #jobs = new Set<AbortController>();
  #closed = false;

  constructor(options: ThreadJobRunnerOptions) {
    this.#log = options.log;
    this.#timeoutMs = options.timeoutMs ?? JOB_TIMEOUT_MS;
    this.#admission = new Admission({
      running: options.threads,
      waiting: options.maxWaiting ?? MAX_WAITING_JOBS,
      perUser: options.maxPerUser ?? MAX_JOBS_PER_USER,
    });
    this.#pool = new Piscina({
      ...workerLaunch(options.workerEntry),
      name: WORKER_TASK_FUNCTION,
      minThreads: options.idleMs === undefined ? options.threads : 0,
      idleTimeout: options.idleMs ?? 0,
      maxThreads: options.threads,
      niceIncrement: options.isPatient === true && HAS_THREAD_PRIORITIES ? PATIENT_STEPS : 0,
      resourceLimits: { maxOldGenerationSizeMb: options.workerHeapMb ?? WORKER_HEAP_MB },
      // Otherwise an idle thread blocks in Atomics.wait and native libraries cannot finish their callbacks.
      atomics: 'disabled',
    });
    this.#pool.on('error', (error) => this.#idleWorkerFailed(error));
  }

  get load(): JobLoad {
    return { running: this.#admission.running, waiting: this.#admission.waiting };
  }

  async run<Request extends JobRequest>(request: Request, context: JobContext = {}): Promise<JobResult<Request>> {
    const job = new AbortController();
    const cancel = () => job.abort(new CodedError('job-cancelled', {}));
    if (this.#closed || context.signal?.aborted) cancel();
    context.signal?.addEventListener('abort', cancel);
    this.#jobs.add(job);
    try {
      const leave = await this.#admission.enter(context.userId, job.signal);
      try {
        return await this.#runInTime(request, context, job);
      } finally {
        leave();
      }
    } finally {
      this.#jobs.delete(job);
      context.signal?.removeEventListener('abort', cancel);
    }
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#abortAll(new CodedError('job-cancelled', {}));
    await this.#pool.destroy();
  }

  async #runInTime<Request extends JobRequest>(
    request: Request,
    context: JobContext,
    job: AbortController,
  ): Promise<JobResult<Request>> {
    const seconds = this.#timeoutMs / 1000;
    const timer = setTimeout(() => job.abort(new CodedError('job-timeout', { seconds })), this.#timeoutMs);
    try {
      return await this.#runOnThread(request, context, job.signal);
    } finally {
      clearTimeout(timer);
    }
  }

  async #runOnThread<Request extends JobRequest>(
    request: Request,
    { onProgress }: JobContext,
    signal: AbortSignal,
  ): Promise<JobResult<Request>> {
    const { value, buffers } = ownCopies(request);
    const channel = new JobChannel((progress) => this.#report(progress, onProgress));
    const port = channel.workerPort;
    try {
      await this.#pool.run({ request: value, port }, { transferList: [port, ...buffers], signal });
      const outcome = channel.outcome();
      if (outcome?.kind === 'done') return outcome.result as JobResult<Request>;
      if (outcome?.kind === 'failed') throw decodeFailure(outcome.failure);
      throw new Error('The worker finished without an answer.');
    } catch (error) {
      if (signal.aborted) throw signal.reason;
      throw error instanceof CodedError ? error : this.#crash(error);
    } finally {
      channel.close();
    }
  }

  /** Runs in the channel's event, where nobody could catch what the caller's function throws. */
  #report(progress: JobProgress, onProgress: JobContext['onProgress']): void {
    try {
      onProgress?.(progress);
    } catch (error) {
      this.#log.error({ err: error }, 'a progress callback failed');
    }
  }

  #crash(cause: unknown): CodedError {
    this.#log.error({ err: cause }, 'a worker crashed');
    return new CodedError('worker-crashed', {}, { cause });
  }

  /** A thread died outside of any job. When none is left, threads cannot start and nobody would serve the rest. */
  #idleWorkerFailed(error: unknown): void {
    const crash = this.#crash(error);
    if (this.#pool.threads.length === 0) this.#abortAll(crash);
  }

  #abortAll(reason: CodedError): void {
    for (const job of this.#jobs) job.abort(reason);
  }
}

/**
 * Does jobs in worker threads of this process. A job that is cancelled or takes too long loses its thread, and a new
 * thread takes its place.
 */
export function createThreadJobRunner(options: ThreadJobRunnerOptions): JobRunner {
  return new ThreadJobRunner(options);
}
