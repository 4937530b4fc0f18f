import type { EncodedFailure } from './failure-codec.ts';
import type { JobProgress, JobRequest, JobResult } from './messages.ts';

/** The name under which a worker's entry module exports its WorkerTaskFunction. */
export const WORKER_TASK_FUNCTION = 'runTask';

/**
 * What a worker says while it works: any number of `progress`, then exactly one `done` or `failed`. The byte arrays
 * of a result are transferred (see ownCopies).
 */
export type WorkerMessage =
  | { readonly kind: 'progress'; readonly progress: JobProgress }
  | { readonly kind: 'done'; readonly result: JobResult<JobRequest> }
  | { readonly kind: 'failed'; readonly failure: EncodedFailure };

/** The worker's end of a job's channel; node's MessagePort fits. The other end opens and closes it. */
export interface WorkerPort {
  postMessage(message: WorkerMessage, transfer?: readonly ArrayBuffer[]): void;
}

/** One job as a worker receives it. There is no cancellation message: a cancelled worker is terminated. */
export interface WorkerTask {
  readonly request: JobRequest;
  readonly port: WorkerPort;
}

/** What a worker does. It tells of every failure through the port; a rejection counts as a crash of the worker. */
export type WorkerTaskFunction = (task: WorkerTask) => Promise<void>;
