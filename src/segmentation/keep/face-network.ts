import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { PROJECT_ROOT } from '../../project-root.ts';

// The tiny face detector of face-api.js (V. Mühler, later V. Mandic; MIT, see assets/faces/LICENSE): a YOLO-like network of
// depthwise separable convolutions, 190 000 weights in a byte each.

/** Values of a layer: data[(y * width + x) * channels + channel]. */
export interface Layer {
  readonly width: number;
  readonly height: number;
  readonly channels: number;
  readonly data: Float32Array;
}

/** What the network says of one cell's five boxes: x, y, width, height, score of each. */
export const VALUES_PER_BOX = 5;

const FOLDER = join(PROJECT_ROOT, 'assets', 'faces');
const SEPARABLE_LAYERS = ['conv1', 'conv2', 'conv3', 'conv4', 'conv5'] as const;
const LEAK = Math.fround(0.1);

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

/** Adds the bias and lets negative values leak through. */
function activate(layer: Layer, bias: Float32Array, leak: number): Layer {
  const { data, channels } = layer;
  for (let at = 0; at < data.length; at += channels) {
    for (let channel = 0; channel < channels; channel++) {
      const value = data[at + channel] + bias[channel];
      data[at + channel] = value < 0 ? value * leak : value;
    }
  }
  return layer;
}

/** The weights of each output side by side: a sum over them needs no other memory. @param filters [in, out] */
function transpose(filters: Float32Array, outputs: number): Float32Array {
  const inputs = filters.length / outputs;
  return Float32Array.from(filters, (_, at) => filters[(at % inputs) * outputs + Math.floor(at / inputs)]);
}

/** Sums of products of values with the weights of every output; four at a time, so that each value is read once for all. */
function dotAll(values: Float32Array, weights: Float32Array, result: Float32Array, to: number, outputs: number): void {
  const { length } = values;
  let output = 0;
  for (; output + 3 < outputs; output += 4) {
    const first = output * length;
    const [second, third, fourth] = [first + length, first + 2 * length, first + 3 * length];
    let [a, b, c, d] = [0, 0, 0, 0];
    for (let at = 0; at < length; at++) {
      const value = values[at];
      a += value * weights[first + at];
      b += value * weights[second + at];
      c += value * weights[third + at];
      d += value * weights[fourth + at];
    }
    result[to + output] = a;
    result[to + output + 1] = b;
    result[to + output + 2] = c;
    result[to + output + 3] = d;
  }
  for (; output < outputs; output++) {
    let sum = 0;
    for (let at = 0; at < length; at++) sum += values[at] * weights[output * length + at];
    result[to + output] = sum;
  }
}

/** 3 x 3 convolution of all channels, without padding. @param filters [3, 3, in, out] */
function convolve(input: Layer, filters: Float32Array, outputs: number): Layer {
  const { width, height, channels, data } = input;
  const [w, h] = [width - 2, height - 2];
  const weights = transpose(filters, outputs);
  const values = new Float32Array(9 * channels);
  const result = new Float32Array(w * h * outputs);
  for (let y = 0; y < h; y++) {
    for (let x = 0; x < w; x++) {
      for (let row = 0; row < 3; row++) {
        const from = ((y + row) * width + x) * channels;
        for (let at = 0; at < 3 * channels; at++) values[row * 3 * channels + at] = data[from + at];
      }
      dotAll(values, weights, result, (y * w + x) * outputs, outputs);
    }
  }
  return { width: w, height: h, channels: outputs, data: result };
}

/** 3 x 3 convolution of each channel by itself, padded with zeros. @param filters [3, 3, channels] */
function convolveEach(input: Layer, filters: Float32Array): Layer {
  const { width, height, channels, data } = input;
  const result = new Float32Array(data.length);
  for (let y = 0; y < height; y++) {
    for (let tap = 0; tap < 9; tap++) {
      const fromY = y + Math.floor(tap / 3) - 1;
      if (fromY < 0 || fromY >= height) continue;
      const step = (tap % 3) - 1;
      const row = tap * channels;
      for (let x = Math.max(0, -step); x < Math.min(width, width - step); x++) {
        const to = (y * width + x) * channels;
        const from = (fromY * width + x + step) * channels;
        for (let channel = 0; channel < channels; channel++) {
          result[to + channel] += data[from + channel] * filters[row + channel];
        }
      }
    }
  }
  return { ...input, data: result };
}

/** 1 x 1 convolution. @param filters [in, out] */
function mix(input: Layer, filters: Float32Array, outputs: number): Layer {
  const { width, height, channels, data } = input;
  const weights = transpose(filters, outputs);
  const values = new Float32Array(channels);
  const result = new Float32Array(width * height * outputs);
  for (let pixel = 0; pixel < width * height; pixel++) {
    for (let channel = 0; channel < channels; channel++) values[channel] = data[pixel * channels + channel];
    dotAll(values, weights, result, pixel * outputs, outputs);
  }
  return { width, height, channels: outputs, data: result };
}

/** The largest value of every 2 x 2 window; windows at the right and bottom border may be cut. */
function pool({ width, height, channels, data }: Layer, stride: number): Layer {
  const [w, h] = [Math.ceil(width / stride), Math.ceil(height / stride)];
  const result = new Float32Array(w * h * channels).fill(Number.NEGATIVE_INFINITY);
  for (let y = 0; y < h; y++) {
    for (let x = 0; x < w; x++) {
      const to = (y * w + x) * channels;
      for (let fromY = y * stride; fromY < Math.min(height, y * stride + 2); fromY++) {
        for (let fromX = x * stride; fromX < Math.min(width, x * stride + 2); fromX++) {
          const from = (fromY * width + fromX) * channels;
          for (let channel = 0; channel < channels; channel++) {
            if (data[from + channel] > result[to + channel]) result[to + channel] = data[from + channel];
          }
        }
      }
    }
  }
  return { width: w, height: h, channels, data: result };
}

/** Runs the network. @param input three channels, normalised; sides are multiples of 32 @returns a cell for each 32 x 32 */
export function runFaceNetwork(input: Layer): Layer {
  const weights = loadWeights();
  const biasOf = (name: string) => take(weights, `${name}/bias`);
  let layer = convolve(input, take(weights, 'conv0/filters'), biasOf('conv0').length);
  layer = pool(activate(layer, biasOf('conv0'), LEAK), 2);
  for (const name of SEPARABLE_LAYERS) {
    const bias = biasOf(name);
    const each = convolveEach(layer, take(weights, `${name}/depthwise_filter`));
    layer = activate(mix(each, take(weights, `${name}/pointwise_filter`), bias.length), bias, LEAK);
    layer = pool(layer, name === 'conv5' ? 1 : 2);
  }
  const last = biasOf('conv8');
  return activate(mix(layer, take(weights, 'conv8/filters'), last.length), last, 1);
}
