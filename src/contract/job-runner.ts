import type { JobProgress, JobRequest, JobResult } from './messages.ts';

/** What belongs to one run of a job besides its request. */
export interface JobContext {
  /** Who asked; the number of jobs per person is bounded. Absent: nobody is counted. */
  readonly userId?: string;
  /** Aborting rejects the job with `job-cancelled` and frees its worker. */
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: JobProgress) => void;
}

/** How busy a runner is. */
export interface JobLoad {
  readonly running: number;
  readonly waiting: number;
}

/**
 * Does pixel work somewhere else than on the caller's thread.
 *
 * Expected failures reject with a CodedError: those of the work itself, and `queue-full`, `too-many-jobs`,
 * `job-timeout`, `job-cancelled`, `worker-crashed`. The byte arrays of a request stay the caller's; a runner that
 * transfers copies them first.
 */
export interface JobRunner {
  run<Request extends JobRequest>(request: Request, context?: JobContext): Promise<JobResult<Request>>;
  readonly load: JobLoad;
  /** Cancels what is running and waiting, and frees the workers. */
  close(): Promise<void>;
}
