import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { solveSymmetric } from '../../../src/diff/registration/solve.ts';

const systems = fc.integer({ min: 1, max: 8 }).chain((n) => {
  const numbers = (length: number) =>
    fc.array(fc.integer({ min: -9, max: 9 }), { minLength: length, maxLength: length });
  return fc.tuple(fc.constant(n), numbers(n * n), numbers(n));
});

describe('solveSymmetric', () => {
  it('finds the numbers that solve the system', () => {
    fc.assert(
      fc.property(systems, ([n, factor, unknowns]) => {
        const entry = (row: number, column: number) => {
          let sum = row === column ? 1 : 0;
          for (let k = 0; k < n; k++) sum += factor[row * n + k] * factor[column * n + k];
          return sum;
        };
        const matrix = Float64Array.from({ length: n * n }, (_, at) => entry(Math.floor(at / n), at % n));
        const right = Float64Array.from({ length: n }, (_, row) =>
          unknowns.reduce((sum, value, column) => sum + entry(row, column) * value, 0),
        );
        const solved = solveSymmetric(matrix, right);
        expect(solved).toBeDefined();
        unknowns.forEach((value, at) => {
          expect(solved?.[at]).toBeCloseTo(value, 4);
        });
      }),
    );
  });

  it('gives nothing when the equations leave a direction open', () => {
    expect(solveSymmetric(Float64Array.of(1, 2, 2, 4), Float64Array.of(1, 2))).toBeUndefined();
    expect(solveSymmetric(Float64Array.of(0), Float64Array.of(0))).toBeUndefined();
  });
});
