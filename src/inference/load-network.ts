import { InferenceSession, Tensor } from 'onnxruntime-node';
import type { ModelEntry, ModelTensor } from './manifest.ts';
import type { NetworkRequest } from './network-messages.ts';
import type { TensorData } from './tensor-data.ts';

/** Only fatal faults: what went wrong is told by our own errors, once. */
const LOG_FATAL = 4;

/** Runs a network once: inputs and outputs are in the order of the manifest. */
export type RunNetwork = (feeds: readonly TensorData[]) => Promise<readonly TensorData[]>;

/** The runtime's own description of a tensor, in the words of the manifest. */
function describeTensor(meta: InferenceSession.ValueMetadata | undefined): string {
  return meta?.isTensor ? `${meta.type} [${meta.shape.join(', ')}]` : '-';
}

/** Whether what a file takes or gives can be what the manifest says. Sides that one of them leaves open fit all. */
function fits(expected: ModelTensor, actual: InferenceSession.ValueMetadata | undefined): boolean {
  if (!actual?.isTensor || actual.type !== expected.type || actual.shape.length !== expected.shape.length) return false;
  return expected.shape.every((side, index) => {
    const other = actual.shape[index];
    return typeof side !== 'number' || typeof other !== 'number' || side === other;
  });
}

function checkTensors(expected: readonly ModelTensor[], actual: readonly InferenceSession.ValueMetadata[]): void {
  for (const [index, tensor] of expected.entries()) {
    const { name = actual[index]?.name, type, shape } = tensor;
    const found = actual.find((candidate) => candidate.name === name);
    if (!fits(tensor, found)) throw new Error(`${name}: ${type} [${shape.join(', ')}] ≠ ${describeTensor(found)}`);
  }
}

/** @throws Error naming the first tensor of a file that does not fit its entry */
function checkContract(entry: ModelEntry, session: InferenceSession): void {
  checkTensors(entry.inputs, session.inputMetadata);
  checkTensors(entry.outputs, session.outputMetadata);
  const unknown = session.inputNames.find((_, index) => index >= entry.inputs.length);
  if (unknown !== undefined) throw new Error(`${unknown}: - ≠ ${describeTensor(session.inputMetadata.at(-1))}`);
}

function asTensor({ type, data, dims }: TensorData): Tensor {
  return type === 'uint8' ? new Tensor(type, data, dims) : new Tensor(type, data, dims);
}

function asData({ data, dims, type }: Tensor): TensorData {
  if (data instanceof Float32Array) return { type: 'float32', data, dims };
  if (data instanceof Uint8Array) return { type: 'uint8', data, dims };
  throw new Error(`expected bytes or 32-bit floats, received ${type}`);
}

/**
 * Loads a network into this process.
 *
 * @throws Error when the file is damaged or another network than its entry says, or the device is not there
 */
export async function loadNetwork({ entry, path, device, threads }: NetworkRequest): Promise<RunNetwork> {
  const session = await InferenceSession.create(path, {
    executionProviders: [device],
    intraOpNumThreads: threads,
    interOpNumThreads: 1,
    executionMode: 'sequential',
    logSeverityLevel: LOG_FATAL,
    // With a memory plan for every size of picture, the memory held doubles and nothing gets faster.
    enableMemPattern: false,
    // Threads that wait for work would otherwise burn the core that answers Discord.
    extra: { session: { intra_op: { allow_spinning: '0' } } },
  });
  checkContract(entry, session);
  return async (feeds) => {
    const names = entry.inputs.map(({ name }, index) => name ?? session.inputNames[index]);
    const outputs = await session.run(Object.fromEntries(names.map((name, index) => [name, asTensor(feeds[index])])));
    return entry.outputs.map(({ name }, index) => asData(outputs[name ?? session.outputNames[index]] as Tensor));
  };
}
