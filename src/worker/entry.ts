import { readConfig } from '../config.ts';
import { encodeFailure } from '../contract/failure-codec.ts';
import { ownCopies } from '../contract/own-copies.ts';
import type { WorkerTaskFunction } from '../contract/worker-protocol.ts';
import { setUpInference } from '../inference/shared-inference.ts';
import { createLog } from '../log.ts';
import { runJob } from './run-job.ts';

// Which networks may run where is up to the machine that does the work, not to the one that asks for it.
const { inference, logLevel } = readConfig();
setUpInference(inference, createLog(logLevel));

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
