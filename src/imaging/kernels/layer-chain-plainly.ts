import type { Filters, Layer, LayerChain } from './layer-chain.ts';

const { fround } = Math;
/** Pixels of a side of the window of convolveEach. */
const EACH_SIDE = 3;

/** A layer that is filled value by value. */
function fill(
  width: number,
  height: number,
  channels: number,
  valueAt: (x: number, y: number, channel: number) => number,
) {
  const data = new Float32Array(width * height * channels);
  for (let y = 0, at = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      for (let channel = 0; channel < channels; channel++) data[at++] = valueAt(x, y, channel);
    }
  }
  return { width, height, channels, data };
}

function valueAt({ width, height, channels, data }: Layer, x: number, y: number, channel: number): number {
  const isInside = x >= 0 && y >= 0 && x < width && y < height;
  return isInside ? data[(y * width + x) * channels + channel] : 0;
}

/** The twin of the chain that withLayerChain gives, in plain TypeScript: the same bits, many times as slow. */
export class PlainLayerChain implements LayerChain {
  private layer: Layer;

  constructor(input: Layer) {
    this.layer = input;
  }

  convolve({ side, weights, bias, leak }: Filters): void {
    const { layer } = this;
    const outputs = bias.length;
    this.layer = fill(layer.width - side + 1, layer.height - side + 1, outputs, (x, y, output) => {
      let sum = 0;
      for (let at = 0, value = 0; at < weights.length; at += outputs, value++) {
        const tap = Math.floor(value / layer.channels);
        const under = valueAt(layer, x + (tap % side), y + Math.floor(tap / side), value % layer.channels);
        sum = fround(sum + fround(under * weights[at + output]));
      }
      const result = fround(sum + bias[output]);
      return result < 0 ? result * fround(leak) : result;
    });
  }

  convolveEach(weights: Float32Array): void {
    const { layer } = this;
    this.layer = fill(layer.width, layer.height, layer.channels, (x, y, channel) => {
      let sum = 0;
      for (let tap = 0; tap < EACH_SIDE ** 2; tap++) {
        const under = valueAt(layer, x + (tap % EACH_SIDE) - 1, y + Math.floor(tap / EACH_SIDE) - 1, channel);
        sum = fround(sum + fround(under * weights[tap * layer.channels + channel]));
      }
      return sum;
    });
  }

  pool(stride: number): void {
    const { layer } = this;
    const [width, height] = [Math.ceil(layer.width / stride), Math.ceil(layer.height / stride)];
    this.layer = fill(width, height, layer.channels, (x, y, channel) => {
      const [left, top] = [x * stride, y * stride];
      const [right, bottom] = [Math.min(layer.width - 1, left + 1), Math.min(layer.height - 1, top + 1)];
      return Math.max(
        valueAt(layer, left, top, channel),
        valueAt(layer, right, top, channel),
        valueAt(layer, left, bottom, channel),
        valueAt(layer, right, bottom, channel),
      );
    });
  }

  read(): Layer {
    return this.layer;
  }
}
