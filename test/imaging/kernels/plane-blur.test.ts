import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { blurPlane, blurPlanePlainly } from '../../../src/imaging/kernels/plane-blur.ts';

const sizes = fc.record({ width: fc.integer({ min: 1, max: 23 }), height: fc.integer({ min: 1, max: 11 }) });
const values = fc.float({ min: -1000, max: 1000, noNaN: true });
const planes = sizes.chain(({ width, height }) =>
  fc.array(values, { minLength: width * height, maxLength: width * height }).map((plane) => ({ width, height, plane })),
);
/** The first half and the middle of symmetric weights. */
const halves = fc.array(fc.float({ min: -2, max: 2, noNaN: true }), { minLength: 1, maxLength: 9 });

describe('blurPlane', () => {
  it('gives the bits of its plain twin, for every size and every kernel', () => {
    fc.assert(
      fc.property(planes, halves, ({ width, height, plane }, half) => {
        const weights = Float32Array.from([...half, ...half.slice(0, -1).reverse()]);
        const source = Float32Array.from(plane);
        const fast = blurPlane(source, width, height, weights);
        expect(fast).toEqual(blurPlanePlainly(source, width, height, weights));
        expect(source).toEqual(Float32Array.from(plane));
      }),
    );
  });

  it('weighs the neighbours in both directions and mirrors at the border', () => {
    const plane = Float32Array.of(1, 0, 0, 0, 0, 0);
    const weights = Float32Array.of(0.25, 0.5, 0.25);
    // A dot in the corner: its own mirror image lies beside it.
    const across = [0.75, 0.25, 0];
    const expected = [0.75, 0.25].flatMap((down) => across.map((share) => share * down));
    expect([...blurPlane(plane, 3, 2, weights)]).toEqual(expected);
  });
});
