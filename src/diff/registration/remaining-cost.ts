import type { Direction } from './models.ts';
import { dot, project } from './projection.ts';
import { solveSymmetric } from './solve.ts';

/**
 * What is left of a matrix difference's cost when the directions may be used to lower it: the least of (d + D q)' J'J (d + D q) over q.
 * Squared grey levels when `jj` is the mean of the products of slopes.
 *
 * @param jj n x n, row-major
 * @param difference n numbers
 */
export function remainingCost(jj: Float64Array, difference: Float64Array, directions: readonly Direction[]): number {
  const own = project(jj, [difference])[0];
  if (directions.length === 0) return own;
  const n = difference.length;
  const pulled = Float64Array.from({ length: n }, (_, row) => dot(jj.subarray(row * n, (row + 1) * n), difference));
  const right = Float64Array.from(directions, (direction) => dot(direction, pulled));
  const solved = solveSymmetric(project(jj, directions), right);
  return solved === undefined ? own : own - dot(right, solved);
}
