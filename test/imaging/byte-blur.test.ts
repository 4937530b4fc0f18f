import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { blurBytes, sigmaOfKernelSize } from '../../src/imaging/byte-blur.ts';

const side = fc.integer({ min: 1, max: 15 });
const sizes = fc.constantFrom(1, 3, 5, 11);
const planes = fc
  .tuple(side, side)
  .chain(([width, height]) =>
    fc.uint8Array({ minLength: width * height, maxLength: width * height }).map((plane) => ({ width, height, plane })),
  );

// Equality with OpenCV, bit for bit, is tested on the pictures of test/golden/diff (test/diff/presets).
describe('blurBytes', () => {
  it('keeps a constant, and stays within the values it is given', () => {
    fc.assert(
      fc.property(planes, sizes, fc.integer({ min: 0, max: 255 }), ({ width, height, plane }, size, level) => {
        const constant = new Uint8Array(plane.length).fill(level);
        expect(blurBytes(constant, width, height, size, 1.5)).toEqual(constant);
        const blurred = blurBytes(plane, width, height, size, 2);
        expect(Math.min(...blurred)).toBeGreaterThanOrEqual(Math.min(...plane));
        expect(Math.max(...blurred)).toBeLessThanOrEqual(Math.max(...plane));
      }),
    );
  });

  it('mirrors with the picture', () => {
    fc.assert(
      fc.property(planes, sizes, ({ width, height, plane }, size) => {
        const turned = blurBytes(plane.slice().reverse(), width, height, size, 1.5).reverse();
        expect(turned).toEqual(blurBytes(plane, width, height, size, 1.5));
      }),
    );
  });

  it('spreads a point along both axes', () => {
    const plane = new Uint8Array(7 * 5);
    plane[2 * 7 + 3] = 255;
    const blurred = blurBytes(plane, 7, 5, 3, 0.8);
    expect(blurred[2 * 7 + 3]).toBeGreaterThan(blurred[2 * 7 + 2]);
    expect(blurred[2 * 7 + 2]).toBe(blurred[1 * 7 + 3]);
    expect(blurred[1 * 7 + 2]).toBeGreaterThan(0);
    expect(blurred[2 * 7 + 1]).toBe(0);
  });
});

describe('sigmaOfKernelSize', () => {
  it('is 2 for eleven taps', () => {
    expect(sigmaOfKernelSize(11)).toBeCloseTo(2, 12);
  });
});
