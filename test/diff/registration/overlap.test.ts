import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { overlapMask } from '../../../src/diff/registration/overlap.ts';
import { IDENTITY_MATRIX, mapPoint, scaleAndShift } from '../../../src/imaging/projective.ts';
import { textOf } from '../../support/text-grid.ts';

const SIZE = { width: 7, height: 5 };
const near = (middle: number, reach: number) => fc.double({ min: middle - reach, max: middle + reach, noNaN: true });
/** Maps that keep SIZE on one side of their horizon. */
const matrices = fc
  .tuple(near(1, 0.3), near(0, 0.3), near(0, 4), near(0, 0.3), near(1, 0.3), near(0, 4), near(0, 0.05), near(0, 0.05))
  .map((numbers) => [...numbers, 1]);

describe('overlapMask', () => {
  it('sets what the second picture shows', () => {
    expect(textOf(overlapMask(SIZE, SIZE, scaleAndShift(1, 1, 2, -1)))).toEqual([
      '.......',
      '#####..',
      '#####..',
      '#####..',
      '#####..',
    ]);
    expect(overlapMask(SIZE, SIZE, IDENTITY_MATRIX).data.every((value) => value === 1)).toBe(true);
  });

  it('leaves out a rim of the second picture', () => {
    expect(textOf(overlapMask(SIZE, SIZE, IDENTITY_MATRIX, 2))).toEqual([
      '.......',
      '.......',
      '..###..',
      '.......',
      '.......',
    ]);
  });

  it('sets nothing when the second picture shows nothing of the first', () => {
    expect(overlapMask(SIZE, SIZE, scaleAndShift(1, 1, 40, 0)).data.includes(1)).toBe(false);
  });

  it('sets exactly the pixels that land in the second picture', () => {
    fc.assert(
      fc.property(matrices, (matrix) => {
        const b = { width: 9, height: 6 };
        const { data } = overlapMask(SIZE, b, matrix);
        data.forEach((value, pixel) => {
          const { x, y } = mapPoint(matrix, { x: pixel % SIZE.width, y: Math.floor(pixel / SIZE.width) });
          const outside = Math.max(-x, -y, x - (b.width - 1), y - (b.height - 1));
          // Within the slack both answers are right.
          if (Math.abs(outside) > 0.02) expect(value).toBe(outside < 0 ? 1 : 0);
        });
      }),
    );
  });
});
