import { encodeFailure } from '../contract/failure-codec.ts';
import { ownCopies } from '../contract/own-copies.ts';
import type { WorkerTaskFunction } from '../contract/worker-protocol.ts';
import { runJob } from './run-job.ts';

/** The far end of a job runner: decodes the request, runs the recipe, sends the reply. */
export const runTask: WorkerTaskFunction = async ({ request, port }) => {
  try {
    const result = await runJob(request, {
      onProgress: (progress) => port.postMessage({ kind: 'progress', progress }),
    });
    const { value, buffers } = ownCopies(result);
    port.postMessage({ kind: 'done', result: value }, buffers);
  } catch (error) {
    port.postMessage({ kind: 'failed', failure: encodeFailure(error) });
  }
};
