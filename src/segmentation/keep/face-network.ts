import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { type Layer, withLayerChain } from '../../imaging/kernels/layer-chain.ts';
import { PROJECT_ROOT } from '../../project-root.ts';

// The tiny face detector of face-api.js (V. Mühler, later V. Mandic; MIT, see assets/faces/LICENSE): a YOLO-like network of
// depthwise separable convolutions, 190 000 weights in a byte each.

/** What the network says of one cell's five boxes: x, y, width, height, score of each. */
export const VALUES_PER_BOX = 5;

const FOLDER = join(PROJECT_ROOT, 'assets', 'faces');
const SEPARABLE_LAYERS = ['conv1', 'conv2', 'conv3', 'conv4', 'conv5'] as const;
const LEAK = 0.1;

const layoutSchema = z.strictObject({
  version: z.literal(1),
  weights: z.array(
    z.strictObject({ name: z.string(), shape: z.array(z.int().positive()), scale: z.number(), min: z.number() }),
  ),
});

type Weights = ReadonlyMap<string, Float32Array>;

let loaded: Weights | undefined;

function loadWeights(): Weights {
  if (loaded) return loaded;
  const layout = layoutSchema.parse(JSON.parse(readFileSync(join(FOLDER, 'tiny-face-detector.json'), 'utf8')));
  const bytes = readFileSync(join(FOLDER, 'tiny-face-detector.bin'));
  const weights = new Map<string, Float32Array>();
  let at = 0;
  for (const { name, shape, scale, min } of layout.weights) {
    const length = shape.reduce((product, side) => product * side, 1);
    weights.set(
      name,
      Float32Array.from(bytes.subarray(at, at + length), (byte) => byte * scale + min),
    );
    at += length;
  }
  loaded = weights;
  return weights;
}

function take(weights: Weights, name: string): Float32Array {
  const values = weights.get(name);
  if (!values) throw new Error(`tiny-face-detector.json: expected weights named ${name}`);
  return values;
}

/** Channels of the first layer, which is the largest; the second convolution has half as many values. */
const FIRST_CHANNELS = 16;

/** Runs the network. @param input three channels, normalised; sides are multiples of 32 @returns a cell for each 32 x 32 */
export function runFaceNetwork(input: Layer): Layer {
  const weights = loadWeights();
  const filtersOf = (name: string, layer: string, side: number, leak: number) => ({
    side,
    weights: take(weights, name),
    bias: take(weights, `${layer}/bias`),
    leak,
  });
  const pixels = (input.width + 2) * (input.height + 2);
  const size = {
    largestLayers: [(FIRST_CHANNELS / 2) * pixels, FIRST_CHANNELS * pixels] as const,
    mostWeights: 2 * Math.max(...[...weights.values()].map(({ length }) => length)),
  };
  return withLayerChain(input, size, (chain) => {
    chain.convolve(filtersOf('conv0/filters', 'conv0', 3, LEAK));
    chain.pool(2);
    for (const name of SEPARABLE_LAYERS) {
      chain.convolveEach(take(weights, `${name}/depthwise_filter`));
      chain.convolve(filtersOf(`${name}/pointwise_filter`, name, 1, LEAK));
      chain.pool(name === 'conv5' ? 1 : 2);
    }
    chain.convolve(filtersOf('conv8/filters', 'conv8', 1, 1));
    return chain.read();
  });
}
