import { type KernelArray, type KernelRoom, openKernelRoom, roomFor } from './kernels.ts';

/** Values of a layer of a network: data[(y * width + x) * channels + channel]. */
export interface Layer {
  readonly width: number;
  readonly height: number;
  readonly channels: number;
  readonly data: Float32Array;
}

/** How a convolution makes outputs of what lies under its window. */
export interface Filters {
  /** 1 or 3: pixels of the window along each side. */
  readonly side: number;
  /** Ordered by row, column and channel of what lies under the window, then by output. */
  readonly weights: Float32Array;
  /** One value an output. */
  readonly bias: Float32Array;
  /** What negative values are multiplied with; 1 leaves them as they are. */
  readonly leak: number;
}

/** A network whose layers follow each other; each step works on what the step before left. */
export interface LayerChain {
  /** A window of 3 x 3 is not padded: the layer shrinks by two pixels. */
  convolve(filters: Filters): void;
  /** 3 x 3 convolution of each channel by itself, padded with zeros. @param weights ordered by row, column and channel */
  convolveEach(weights: Float32Array): void;
  /** The largest value of every 2 x 2 window; windows at the right and bottom border may be cut. @param stride 1 or 2 */
  pool(stride: number): void;
  /** A copy of the last layer. */
  read(): Layer;
}

/** Outputs are computed so many at a time. */
const OUTPUT_STEP = 8;
const FLOAT_BYTES = Float32Array.BYTES_PER_ELEMENT;

/** How much memory a chain takes. */
export interface ChainSize {
  /** Values of the largest of the input, the second, the fourth ... layer, and of the first, the third ...; those of a margin of one pixel all around included. */
  readonly largestLayers: readonly [number, number];
  /** Weights and biases of the largest step. */
  readonly mostWeights: number;
}

type Shape = Omit<Layer, 'data'>;

/** Weights and bias with as many outputs as can be computed at a time; those that are missing are zero. */
function roundUp({ weights, bias }: Filters): { weights: Float32Array; bias: Float32Array; outputs: number } {
  const outputs = Math.ceil(bias.length / OUTPUT_STEP) * OUTPUT_STEP;
  if (outputs === bias.length) return { weights, bias, outputs };
  const rounded = new Float32Array((weights.length / bias.length) * outputs);
  for (let from = 0, to = 0; from < weights.length; from += bias.length, to += outputs) {
    rounded.set(weights.subarray(from, from + bias.length), to);
  }
  const roundedBias = new Float32Array(outputs);
  roundedBias.set(bias);
  return { weights: rounded, bias: roundedBias, outputs };
}

/** Two places take turns: what one holds is the source of the next step, whose result goes to the other. */
class KernelChain implements LayerChain {
  private readonly room: KernelRoom;
  private readonly weights: KernelArray<Float32Array>;
  private places: readonly [KernelArray<Float32Array>, KernelArray<Float32Array>];
  private shape: Shape;
  /** Outputs that are wanted; the layer may have more channels. */
  private outputs: number;

  constructor(input: Layer, { largestLayers, mostWeights }: ChainSize) {
    const [even, odd] = largestLayers;
    const bytes = [even, odd, mostWeights].reduce((sum, floats) => sum + roomFor(floats * FLOAT_BYTES), 0);
    this.room = openKernelRoom(bytes);
    this.places = [this.room.floats(even), this.room.floats(odd)];
    this.weights = this.room.floats(mostWeights);
    const { width, height, channels, data } = input;
    this.shape = { width, height, channels };
    this.outputs = channels;
    const [{ view }] = this.places;
    view.fill(0, 0, (width + 2) * (height + 2) * channels);
    for (let y = 0; y < height; y++) {
      const row = data.subarray(y * width * channels, (y + 1) * width * channels);
      view.set(row, ((y + 1) * (width + 2) + 1) * channels);
    }
  }

  private turn(shape: Shape): void {
    this.places = [this.places[1], this.places[0]];
    this.shape = shape;
  }

  convolve(filters: Filters): void {
    const { width, height, channels } = this.shape;
    const { weights, bias, outputs } = roundUp(filters);
    const shrinks = filters.side - 1;
    this.weights.view.set(weights);
    this.weights.view.set(bias, weights.length);
    const pixelBytes = channels * FLOAT_BYTES;
    const rowBytes = (width + 2) * pixelBytes;
    const [source, result] = this.places;
    this.room.kernels.convolve(
      source.address + rowBytes + pixelBytes,
      rowBytes,
      pixelBytes,
      filters.side,
      filters.side * channels,
      this.weights.address,
      this.weights.address + weights.byteLength,
      result.address,
      width - shrinks,
      height - shrinks,
      outputs,
      filters.leak,
    );
    this.turn({ width: width - shrinks, height: height - shrinks, channels: outputs });
    this.outputs = filters.bias.length;
  }

  convolveEach(weights: Float32Array): void {
    const { width, height, channels } = this.shape;
    const [source, result] = this.places;
    this.weights.view.set(weights);
    this.room.kernels.convolveEach(source.address, this.weights.address, result.address, width, height, channels);
    this.turn(this.shape);
  }

  pool(stride: number): void {
    const { width, height, channels } = this.shape;
    const to = { width: Math.ceil(width / stride), height: Math.ceil(height / stride), channels };
    const [source, result] = this.places;
    this.room.kernels.pool(source.address, result.address, width, height, channels, stride, to.width, to.height);
    this.turn(to);
  }

  read(): Layer {
    const { width, height, channels } = this.shape;
    const { outputs } = this;
    const data = new Float32Array(width * height * outputs);
    const [{ view }] = this.places;
    for (let y = 0, to = 0; y < height; y++) {
      for (let x = 0; x < width; x++, to += outputs) {
        const from = ((y + 1) * (width + 2) + x + 1) * channels;
        data.set(view.subarray(from, from + outputs), to);
      }
    }
    return { width, height, channels: outputs, data };
  }

  close(): void {
    this.room.close();
  }
}

/**
 * Runs a small network with the kernels. Between the first and the last its layers have multiples of eight channels.
 *
 * @param work what it returns must be of use when the chain is closed
 */
export function withLayerChain<Result>(input: Layer, size: ChainSize, work: (chain: LayerChain) => Result): Result {
  const chain = new KernelChain(input, size);
  try {
    return work(chain);
  } finally {
    chain.close();
  }
}
