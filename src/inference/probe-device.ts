import { makeFeeds } from './made-up-feeds.ts';
import type { NetworkRequest } from './network-messages.ts';
import { openNetwork } from './open-network.ts';
import type { TensorData } from './tensor-data.ts';

/** Loading a network on a GPU for the first time compiles its kernels; a driver may also hang. */
const PROBE_TIMEOUT_MS = 60_000;

/** How a device did, beside the CPU. */
export type ProbeReport =
  | {
      readonly works: true;
      /** One run each, once warm. */
      readonly deviceMs: number;
      readonly cpuMs: number;
      /** Between the two results, in units of the output. */
      readonly maxDifference: number;
      readonly meanDifference: number;
      /** Largest magnitude in the CPU's result. */
      readonly magnitude: number;
    }
  | { readonly works: false; readonly reason: string };

interface TimedRun {
  readonly output: TensorData;
  readonly ms: number;
}

async function runWarm(request: NetworkRequest): Promise<TimedRun> {
  const feeds = makeFeeds(request.entry);
  const network = await openNetwork(request, AbortSignal.timeout(PROBE_TIMEOUT_MS));
  try {
    await network.run(feeds);
    const startedAt = performance.now();
    const [output] = await network.run(feeds);
    return { output, ms: performance.now() - startedAt };
  } finally {
    network.close();
  }
}

function compare(device: TimedRun, cpu: TimedRun): ProbeReport {
  let [maxDifference, sum, magnitude] = [0, 0, 0];
  for (const [index, value] of cpu.output.data.entries()) {
    const difference = Math.abs(value - device.output.data[index]);
    maxDifference = Math.max(maxDifference, difference);
    sum += difference;
    magnitude = Math.max(magnitude, Math.abs(value));
  }
  if (!Number.isFinite(sum)) return { works: false, reason: 'not finite' };
  const meanDifference = sum / cpu.output.data.length;
  return { works: true, deviceMs: device.ms, cpuMs: cpu.ms, maxDifference, meanDifference, magnitude };
}

/** Runs a network on a device and on the CPU, with the same made-up inputs, and compares the two. */
export async function probeDevice(request: NetworkRequest): Promise<ProbeReport> {
  try {
    // The device first: where it is missing, this ends at once.
    const device = await runWarm(request);
    return compare(device, await runWarm({ ...request, device: 'cpu' }));
  } catch (error) {
    return { works: false, reason: error instanceof Error ? error.message.trim() : String(error) };
  }
}
