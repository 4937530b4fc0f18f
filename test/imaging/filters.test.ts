import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { gaussianBlur, gaussianKernel } from '../../src/imaging/filters.ts';

const sigmas = fc.double({ min: 0.3, max: 4, noNaN: true });
const side = fc.integer({ min: 1, max: 12 });
const planes = fc
  .tuple(side, side)
  .chain(([width, height]) =>
    fc
      .array(fc.integer({ min: -255, max: 255 }), { minLength: width * height, maxLength: width * height })
      .map((values) => ({ width, height, values: Float32Array.from(values) })),
  );

/** The mirrored border as a sequence: a b c | c b a | a b c ... */
function mirrored(index: number, length: number): number {
  const period = 2 * length;
  const at = ((index % period) + period) % period;
  return at < length ? at : period - 1 - at;
}

/** The blur as one sum over a window of the plane, without any separation. */
function directBlur(values: Float32Array, width: number, height: number, sigma: number): number[] {
  const kernel = gaussianKernel(sigma);
  const radius = (kernel.length - 1) / 2;
  return Array.from(values, (_, pixel) => {
    const [x, y] = [pixel % width, Math.floor(pixel / width)];
    let sum = 0;
    for (let dy = -radius; dy <= radius; dy++) {
      for (let dx = -radius; dx <= radius; dx++) {
        const weight = kernel[dx + radius] * kernel[dy + radius];
        sum += weight * values[mirrored(y + dy, height) * width + mirrored(x + dx, width)];
      }
    }
    return sum;
  });
}

describe('gaussianKernel', () => {
  it('is odd, symmetric, highest in the middle and sums to 1', () => {
    fc.assert(
      fc.property(sigmas, (sigma) => {
        const kernel = gaussianKernel(sigma);
        expect(kernel.length % 2).toBe(1);
        expect([...kernel].reverse()).toEqual([...kernel]);
        expect(Math.max(...kernel)).toBe(kernel[(kernel.length - 1) / 2]);
        expect(kernel.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 5);
      }),
    );
  });
});

describe('gaussianBlur', () => {
  it('leaves a constant plane as it is', () => {
    fc.assert(
      fc.property(side, side, sigmas, (width, height, sigma) => {
        const blurred = gaussianBlur(new Float32Array(width * height).fill(200), width, height, sigma);
        for (const value of blurred) expect(value).toBeCloseTo(200, 3);
      }),
    );
  });

  it('keeps the sum: what leaves at the border comes back by reflection', () => {
    fc.assert(
      fc.property(planes, sigmas, ({ width, height, values }, sigma) => {
        const sum = (plane: Float32Array) => plane.reduce((total, value) => total + value, 0);
        expect(sum(gaussianBlur(values, width, height, sigma))).toBeCloseTo(sum(values), 1);
      }),
    );
  });

  it('is what the sum over the whole window gives', () => {
    fc.assert(
      fc.property(planes, sigmas, ({ width, height, values }, sigma) => {
        const expected = directBlur(values, width, height, sigma);
        gaussianBlur(values, width, height, sigma).forEach((value, pixel) => {
          expect(value).toBeCloseTo(expected[pixel], 2);
        });
      }),
    );
  });

  it('does not change the plane it is given', () => {
    const plane = Float32Array.of(0, 9, 0, 0, 0, 0);
    gaussianBlur(plane, 3, 2, 1);
    expect([...plane]).toEqual([0, 9, 0, 0, 0, 0]);
  });
});
