/** Below this share of its diagonal a pivot is noise: the equations do not determine that direction. */
const MIN_PIVOT_RATIO = 1e-12;

/**
 * Solves a symmetric, positive definite system (Cholesky).
 *
 * @param matrix n x n, row-major
 * @param right n numbers
 * @returns the n unknowns, or undefined when the equations do not determine them
 */
export function solveSymmetric(matrix: Float64Array, right: Float64Array): Float64Array | undefined {
  const n = right.length;
  const lower = new Float64Array(n * n);
  for (let row = 0; row < n; row++) {
    for (let column = 0; column <= row; column++) {
      let sum = matrix[row * n + column];
      for (let k = 0; k < column; k++) sum -= lower[row * n + k] * lower[column * n + k];
      if (row !== column) lower[row * n + column] = sum / lower[column * n + column];
      else if (sum > MIN_PIVOT_RATIO * matrix[row * n + row]) lower[row * n + row] = Math.sqrt(sum);
      else return undefined;
    }
  }
  return substitute(lower, right);
}

function substitute(lower: Float64Array, right: Float64Array): Float64Array {
  const n = right.length;
  const result = Float64Array.from(right);
  for (let row = 0; row < n; row++) {
    for (let k = 0; k < row; k++) result[row] -= lower[row * n + k] * result[k];
    result[row] /= lower[row * n + row];
  }
  for (let row = n - 1; row >= 0; row--) {
    for (let k = row + 1; k < n; k++) result[row] -= lower[k * n + row] * result[k];
    result[row] /= lower[row * n + row];
  }
  return result;
}
