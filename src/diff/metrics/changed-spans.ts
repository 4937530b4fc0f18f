/** For each row the columns from[y] <= x < to[y]; none when from[y] >= to[y]. */
export interface RowSpans {
  readonly from: Int32Array;
  readonly to: Int32Array;
}

/** The columns of each row between the first and the last pixel at which two planes of one size differ. */
export function changedSpans(a: Float32Array, b: Float32Array, width: number, height: number): RowSpans {
  const spans = { from: new Int32Array(height).fill(width), to: new Int32Array(height) };
  for (let y = 0; y < height; y++) {
    const start = y * width;
    let first = 0;
    while (first < width && a[start + first] === b[start + first]) first++;
    if (first === width) continue;
    let last = width - 1;
    while (a[start + last] === b[start + last]) last--;
    spans.from[y] = first;
    spans.to[y] = last + 1;
  }
  return spans;
}

/** The columns of each row that lie within so many rows and columns of a span. */
export function growSpans({ from, to }: RowSpans, rows: number, columns: number, width: number): RowSpans {
  const height = from.length;
  const grown = { from: new Int32Array(height).fill(width), to: new Int32Array(height) };
  for (let y = 0; y < height; y++) {
    if (from[y] >= to[y]) continue;
    const left = Math.max(0, from[y] - columns);
    const right = Math.min(width, to[y] + columns);
    for (let near = Math.max(0, y - rows); near <= Math.min(height - 1, y + rows); near++) {
      if (left < grown.from[near]) grown.from[near] = left;
      if (right > grown.to[near]) grown.to[near] = right;
    }
  }
  return grown;
}
