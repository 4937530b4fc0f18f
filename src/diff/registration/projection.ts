/** The sum of the products of two rows of numbers. */
export function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let at = 0; at < a.length; at++) sum += a[at] * b[at];
  return sum;
}

/** A symmetric form seen along some directions: entry (i, k) is directions[i]' matrix directions[k]; row-major. */
export function project(matrix: Float64Array, directions: readonly Float64Array[]): Float64Array {
  const n = directions[0].length;
  const products = directions.map((direction) =>
    Float64Array.from({ length: n }, (_, row) => dot(matrix.subarray(row * n, (row + 1) * n), direction)),
  );
  return Float64Array.from(directions.flatMap((left) => products.map((right) => dot(left, right))));
}
