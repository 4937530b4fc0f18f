import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { boxMeans } from '../../src/imaging/box-means.ts';

/** The same by definition. */
function plainly(plane: Float32Array, width: number, reach: number): number[] {
  return Array.from(plane, (_, pixel) => {
    const [x, y] = [pixel % width, Math.floor(pixel / width)];
    const near = [...plane.keys()].filter(
      (at) => Math.abs((at % width) - x) <= reach && Math.abs(Math.floor(at / width) - y) <= reach,
    );
    return near.reduce((sum, at) => sum + plane[at], 0) / near.length;
  });
}

describe('boxMeans', () => {
  it('is the mean of what lies within reach, at the border of what there is', () => {
    const cases = fc
      .record({
        width: fc.integer({ min: 1, max: 9 }),
        height: fc.integer({ min: 1, max: 8 }),
        reach: fc.integer({ min: 0, max: 10 }),
      })
      .chain(({ width, height, reach }) =>
        fc
          .array(fc.integer({ min: -255, max: 255 }), { minLength: width * height, maxLength: width * height })
          .map((values) => ({ width, height, reach, plane: Float32Array.from(values) })),
      );
    fc.assert(
      fc.property(cases, ({ width, height, reach, plane }) => {
        const means = boxMeans(plane, width, height, reach);
        plainly(plane, width, reach).forEach((value, at) => {
          expect(Math.abs(means[at] - value)).toBeLessThan(1e-3);
        });
      }),
    );
  });
});
