import { MessageChannel, type MessagePort, receiveMessageOnPort } from 'node:worker_threads';
import type { JobProgress } from '../contract/messages.ts';
import type { WorkerMessage } from '../contract/worker-protocol.ts';

/** How a worker ended a job. */
export type JobOutcome = Exclude<WorkerMessage, { kind: 'progress' }>;

/** The runner's end of the line to the worker of one job. */
export class JobChannel {
  /** To be transferred to the worker. */
  readonly workerPort: MessagePort;
  readonly #port: MessagePort;
  readonly #onProgress: (progress: JobProgress) => void;
  #outcome: JobOutcome | undefined;

  constructor(onProgress: (progress: JobProgress) => void) {
    const { port1, port2 } = new MessageChannel();
    this.#port = port1;
    this.workerPort = port2;
    this.#onProgress = onProgress;
    this.#port.on('message', (message: WorkerMessage) => this.#receive(message));
  }

  /** What the worker said last, after everything that is still on the line; undefined when it never finished. */
  outcome(): JobOutcome | undefined {
    for (let next = receiveMessageOnPort(this.#port); next; next = receiveMessageOnPort(this.#port)) {
      this.#receive(next.message as WorkerMessage);
    }
    return this.#outcome;
  }

  /** Nothing is reported afterwards. */
  close(): void {
    this.#port.removeAllListeners('message');
    this.#port.close();
  }

  #receive(message: WorkerMessage): void {
    if (message.kind === 'progress') this.#onProgress(message.progress);
    else this.#outcome = message;
  }
}
