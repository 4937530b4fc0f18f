import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type ChainSize,
  type Layer,
  type LayerChain,
  withLayerChain,
} from '../../../src/imaging/kernels/layer-chain.ts';
import { PlainLayerChain } from '../../../src/imaging/kernels/layer-chain-plainly.ts';
import { createRandom } from '../../../src/imaging/random.ts';

const ROOMY: ChainSize = { largestLayers: [20_000, 20_000], mostWeights: 20_000 };

/** Values from -1 to 1 that a name decides. */
function values(count: number, name: string): Float32Array {
  const random = createRandom(name);
  return Float32Array.from({ length: count }, () => random.next() * 2 - 1);
}

const layerOf = (width: number, height: number, channels: number, name = 'layer'): Layer => ({
  width,
  height,
  channels,
  data: values(width * height * channels, name),
});

const filters = (side: number, inputs: number, outputs: number, leak = 0.1) => ({
  side,
  weights: values(side * side * inputs * outputs, 'weights'),
  bias: values(outputs, 'bias'),
  leak,
});

/** What both chains make of the same. */
function both(input: Layer, work: (chain: LayerChain) => void): [Layer, Layer] {
  const plain = new PlainLayerChain(input);
  work(plain);
  const quick = withLayerChain(input, ROOMY, (chain) => {
    work(chain);
    return chain.read();
  });
  return [quick, plain.read()];
}

const sides = fc.integer({ min: 3, max: 13 });

describe('a chain of layers', () => {
  it('convolves with the bits of its plain twin, also where outputs do not fill a vector', () => {
    fc.assert(
      fc.property(sides, sides, fc.constantFrom(1, 3), fc.constantFrom(3, 8), fc.constantFrom(8, 16, 25), (...all) => {
        const [width, height, side, channels, outputs] = all;
        const [quick, plain] = both(layerOf(width, height, channels), (chain) =>
          chain.convolve(filters(side, channels, outputs)),
        );
        expect(quick).toEqual(plain);
      }),
      { numRuns: 40 },
    );
  });

  it('convolves each channel and pools with the bits of its plain twin, one after the other', () => {
    fc.assert(
      fc.property(sides, sides, fc.constantFrom(1, 2), (width, height, stride) => {
        const [quick, plain] = both(layerOf(width, height, 3), (chain) => {
          chain.convolve(filters(1, 3, 16));
          chain.pool(stride);
          chain.convolveEach(values(9 * 16, 'taps'));
          chain.convolve(filters(1, 16, 8, 1));
          chain.pool(1);
          chain.convolveEach(values(9 * 8, 'more taps'));
        });
        expect(quick).toEqual(plain);
      }),
      { numRuns: 40 },
    );
  });

  it('is not disturbed by what another chain left in memory', () => {
    const work = (chain: LayerChain) => {
      chain.convolve(filters(1, 3, 8));
      chain.convolveEach(values(9 * 8, 'taps'));
    };
    const [first] = both(layerOf(5, 4, 3), work);
    both(layerOf(13, 11, 3, 'other'), work);
    const [again] = both(layerOf(5, 4, 3), work);
    expect(again).toEqual(first);
  });

  it('refuses what is larger than it was opened for', () => {
    const open = () =>
      withLayerChain(layerOf(30, 20, 3), { largestLayers: [100, 100], mostWeights: 10 }, (chain) => chain.read());
    expect(open).toThrow(RangeError);
  });
});

describe('PlainLayerChain', () => {
  it('sums products, adds the bias, lets negative values leak', () => {
    const chain = new PlainLayerChain({ width: 2, height: 1, channels: 2, data: Float32Array.of(1, 2, 3, -4) });
    chain.convolve({ side: 1, weights: Float32Array.of(1, 2), bias: Float32Array.of(0.5), leak: 0.5 });
    expect([...chain.read().data]).toEqual([5.5, -2.25]);
  });

  it('takes what lies beyond the border for zero', () => {
    const chain = new PlainLayerChain({ width: 2, height: 2, channels: 1, data: Float32Array.of(1, 2, 3, 4) });
    chain.convolveEach(new Float32Array(9).fill(1));
    expect([...chain.read().data]).toEqual([10, 10, 10, 10]);
  });

  it('pools windows that the border cuts', () => {
    const chain = new PlainLayerChain({ width: 3, height: 1, channels: 1, data: Float32Array.of(-3, -1, -2) });
    chain.pool(2);
    expect(chain.read()).toEqual({ width: 2, height: 1, channels: 1, data: Float32Array.of(-1, -2) });
  });
});
