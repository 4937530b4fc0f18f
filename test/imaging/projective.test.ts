import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { composeMatrices, invertMatrix, mapPoint, scaleAndShift } from '../../src/imaging/projective.ts';

const small = (from: number, to: number) => fc.double({ min: from, max: to, noNaN: true });
/** Maps that bend a picture of some hundred pixels only a little. */
const matrices = fc
  .tuple(small(0.8, 1.2), small(-0.2, 0.2), small(-50, 50), small(-0.2, 0.2), small(0.8, 1.2), small(-50, 50))
  .chain((affine) => fc.tuple(small(-5e-4, 5e-4), small(-5e-4, 5e-4)).map((bend) => [...affine, ...bend, 1]));
const points = fc.record({ x: small(0, 300), y: small(0, 200) });

describe('composeMatrices', () => {
  it('applies the first map, then the second', () => {
    fc.assert(
      fc.property(matrices, matrices, points, (second, first, point) => {
        const inTwo = mapPoint(second, mapPoint(first, point));
        const inOne = mapPoint(composeMatrices(second, first), point);
        expect(inOne.x).toBeCloseTo(inTwo.x, 6);
        expect(inOne.y).toBeCloseTo(inTwo.y, 6);
      }),
    );
  });

  it('tells x from y', () => {
    const turned = composeMatrices([0, -1, 0, 1, 0, 0, 0, 0, 1], scaleAndShift(2, 3, 5, 7));
    expect(mapPoint(turned, { x: 1, y: 10 })).toEqual({ x: -37, y: 7 });
  });
});

describe('invertMatrix', () => {
  it('leads back', () => {
    fc.assert(
      fc.property(matrices, points, (matrix, point) => {
        const back = mapPoint(invertMatrix(matrix), mapPoint(matrix, point));
        expect(back.x).toBeCloseTo(point.x, 6);
        expect(back.y).toBeCloseTo(point.y, 6);
      }),
    );
  });

  it('refuses a map onto a line', () => {
    expect(() => invertMatrix([1, 2, 0, 2, 4, 0, 0, 0, 1])).toThrow('received determinant 0');
  });
});
