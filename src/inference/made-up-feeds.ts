import { createRandom } from '../imaging/random.ts';
import type { ModelEntry, ModelTensor } from './manifest.ts';
import type { TensorData } from './tensor-data.ts';

/** Sides that a model leaves to its caller: small, and fit for networks that halve a picture up to six times. */
const OPEN_SIDE = 256;
const FULL_BYTE = 255;

function makeFeed({ name, type, shape }: ModelTensor): TensorData {
  const dims = shape.map((side) => (typeof side === 'number' ? side : OPEN_SIDE));
  const length = dims.reduce((product, side) => product * side, 1);
  const random = createRandom(`feed/${name ?? ''}`);
  if (type === 'uint8') {
    // Two levels suit pictures and masks alike.
    return { type, dims, data: Uint8Array.from({ length }, () => random.integer(0, 1) * FULL_BYTE) };
  }
  if (type === 'float32') return { type, dims, data: Float32Array.from({ length }, () => random.integer(0, 1)) };
  throw new Error(`no inputs can be made up of type ${type}`);
}

/** Inputs of the right kinds and sizes that show nothing: for warming a network up and for comparing devices. */
export function makeFeeds(entry: ModelEntry): TensorData[] {
  return entry.inputs.map(makeFeed);
}
