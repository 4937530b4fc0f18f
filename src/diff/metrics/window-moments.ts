import { reflect } from '../../imaging/kernels/plane-blur.ts';
import { changedSpans, growSpans } from './changed-spans.ts';

/** Wang, Bovik, Sheikh & Simoncelli 2004: a circular-symmetric Gaussian window of 11x11 with this deviation in pixels. */
export const WINDOW_SIGMA_PX = 1.5;
export const WINDOW_SIZE_PX = 11;
const RADIUS = (WINDOW_SIZE_PX - 1) / 2;
/** The weights from the middle outwards; together with their mirror images they sum to 1. */
const [W0, W1, W2, W3, W4, W5] = windowWeights();

function windowWeights(): number[] {
  const weights = Array.from({ length: RADIUS + 1 }, (_, at) => Math.exp(-(at ** 2) / (2 * WINDOW_SIGMA_PX ** 2)));
  const sum = weights.reduce((total, weight) => total + 2 * weight, -weights[0]);
  return weights.map((weight) => weight / sum);
}

/**
 * Gaussian-weighted means of one row of pixels. With sums s = a + b and differences d = a - b of the pair, four means
 * hold all that five hold of a, b, aa, bb and ab; and where the pair is equal, those of d are exactly 0.
 */
export interface MomentRow {
  readonly sum: Float64Array;
  readonly difference: Float64Array;
  readonly squaredSum: Float64Array;
  readonly squaredDifference: Float64Array;
}

const newRow = (length: number): MomentRow => ({
  sum: new Float64Array(length),
  difference: new Float64Array(length),
  squaredSum: new Float64Array(length),
  squaredDifference: new Float64Array(length),
});

/** The values of one line of the pair for columns from - RADIUS to to + RADIUS, mirrored at the border. */
function readLine(
  a: Float32Array,
  b: Float32Array,
  start: number,
  width: number,
  from: number,
  to: number,
  line: MomentRow,
): void {
  for (let x = from - RADIUS, at = 0; x < to + RADIUS; x++, at++) {
    const pixel = start + (x < 0 || x >= width ? reflect(x, width) : x);
    const sum = a[pixel] + b[pixel];
    const difference = a[pixel] - b[pixel];
    line.sum[at] = sum;
    line.difference[at] = difference;
    line.squaredSum[at] = sum * sum;
    line.squaredDifference[at] = difference * difference;
  }
}

/** Weighted means along a line: values [0, length + 2 RADIUS) to result [from, from + length). */
function blurLine(values: Float64Array, length: number, result: Float64Array, from: number): void {
  for (let x = 0; x < length; x++) {
    result[from + x] =
      W0 * values[x + 5] +
      W1 * (values[x + 4] + values[x + 6]) +
      W2 * (values[x + 3] + values[x + 7]) +
      W3 * (values[x + 2] + values[x + 8]) +
      W4 * (values[x + 1] + values[x + 9]) +
      W5 * (values[x] + values[x + 10]);
  }
}

/** Weighted means of eleven lines, column by column. */
function blurLines(lines: readonly Float64Array[], from: number, to: number, result: Float64Array): void {
  const [l0, l1, l2, l3, l4, l5, l6, l7, l8, l9, l10] = lines;
  for (let x = from; x < to; x++) {
    result[x] =
      W0 * l5[x] +
      W1 * (l4[x] + l6[x]) +
      W2 * (l3[x] + l7[x]) +
      W3 * (l2[x] + l8[x]) +
      W4 * (l1[x] + l9[x]) +
      W5 * (l0[x] + l10[x]);
  }
}

const FIELDS = ['sum', 'difference', 'squaredSum', 'squaredDifference'] as const;

/**
 * Walks over the windows of two planes of one size that hold a pixel at which the two differ, row by row from the top.
 * Windows reach beyond the border by mirroring, so that every pixel of the image has one. Only needed rows and columns
 * are computed: equal pictures cost one comparison.
 *
 * @param visit is given the row, its columns [from, to) and their means, which are overwritten after it returns
 */
export function forEachMomentRow(
  a: Float32Array,
  b: Float32Array,
  width: number,
  height: number,
  visit: (y: number, from: number, to: number, moments: MomentRow) => void,
): void {
  const wanted = growSpans(changedSpans(a, b, width, height), RADIUS, RADIUS, width);
  const needed = growSpans(wanted, RADIUS, 0, width);
  // Lines are kept in a ring; within one visit no two of the rows [y - RADIUS, y + RADIUS] share a place in it.
  const ring = Array.from({ length: WINDOW_SIZE_PX }, () => newRow(width));
  const kept = new Int32Array(WINDOW_SIZE_PX).fill(-1);
  const line = newRow(width + 2 * RADIUS);
  const moments = newRow(width);

  const lineOf = (y: number): MomentRow => {
    const place = y % WINDOW_SIZE_PX;
    if (kept[place] === y) return ring[place];
    kept[place] = y;
    const from = needed.from[y];
    const length = needed.to[y] - from;
    readLine(a, b, y * width, width, from, from + length, line);
    for (const field of FIELDS) blurLine(line[field], length, ring[place][field], from);
    return ring[place];
  };

  for (let y = 0; y < height; y++) {
    const from = wanted.from[y];
    const to = wanted.to[y];
    if (from >= to) continue;
    const lines = Array.from({ length: WINDOW_SIZE_PX }, (_, k) => lineOf(reflect(y + k - RADIUS, height)));
    for (const field of FIELDS) {
      blurLines(
        lines.map((each) => each[field]),
        from,
        to,
        moments[field],
      );
    }
    visit(y, from, to, moments);
  }
}
