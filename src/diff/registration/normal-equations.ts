import type { ProjectiveMatrix } from '../../imaging/projective.ts';
import type { Observations } from './observations.ts';
import type { Samples } from './samples.ts';

const MATRIX_LENGTH = 9;

/**
 * Weighted sums over the samples that one step of ECC needs. a: level in the first picture, b: level seen in the second, J:
 * the derivative of b by the nine numbers of the matrix. All are centred: weighted means are taken off.
 */
export interface NormalEquations {
  /** <a, a>, <a, b> and <b, b> divided by the sum of weights: variances and covariance. */
  readonly varianceA: number;
  readonly covariance: number;
  readonly varianceB: number;
  readonly meanA: number;
  readonly meanB: number;
  readonly weight: number;
  /** J'J, 9 x 9, row-major. */
  readonly jj: Float64Array;
  /** J'a and J'b, 9 numbers each. */
  readonly ja: Float64Array;
  readonly jb: Float64Array;
}

/** Sums of products of q = (slopes and their lever) with c = (x, y, 1): J is the outer product of the two. */
interface Sums {
  /** The six products of q times the six products of c. */
  readonly products: Float64Array;
  readonly j: Float64Array;
  readonly ja: Float64Array;
  readonly jb: Float64Array;
  weight: number;
  a: number;
  b: number;
  aa: number;
  ab: number;
  bb: number;
}

const PAIRS = 6;
/** Where the product of two of three things stands among the six. */
const PAIR_INDEX = [0, 1, 2, 1, 3, 4, 2, 4, 5];

function addOuter(into: Float64Array, factor: number, q0: number, q1: number, q2: number, x: number, y: number): void {
  into[0] += factor * q0 * x;
  into[1] += factor * q0 * y;
  into[2] += factor * q0;
  into[3] += factor * q1 * x;
  into[4] += factor * q1 * y;
  into[5] += factor * q1;
  into[6] += factor * q2 * x;
  into[7] += factor * q2 * y;
  into[8] += factor * q2;
}

function addPairs(into: Float64Array, offset: number, factor: number, x: number, y: number): void {
  const fx = factor * x;
  const fy = factor * y;
  into[offset] += fx * x;
  into[offset + 1] += fx * y;
  into[offset + 2] += fx;
  into[offset + 3] += fy * y;
  into[offset + 4] += fy;
  into[offset + 5] += factor;
}

function addUp(samples: Samples, seen: Observations, matrix: ProjectiveMatrix, weights: Float32Array): Sums {
  const [h0, h1, h2, h3, h4, h5, h6, h7] = matrix;
  const vector = () => new Float64Array(MATRIX_LENGTH);
  const products = new Float64Array(PAIRS * PAIRS);
  const [j, ja, jb] = [vector(), vector(), vector()];
  const scalars = { weight: 0, a: 0, b: 0, aa: 0, ab: 0, bb: 0 };
  for (let at = 0; at < samples.count; at++) {
    const weight = weights[at];
    if (weight === 0) continue;
    const x = samples.x[at];
    const y = samples.y[at];
    const a = samples.level[at];
    const b = seen.level[at];
    const scale = 1 / (h6 * x + h7 * y + 1);
    const q0 = seen.slopeX[at] * scale;
    const q1 = seen.slopeY[at] * scale;
    const q2 = -(q0 * (h0 * x + h1 * y + h2) + q1 * (h3 * x + h4 * y + h5)) * scale;
    addPairs(products, 0, weight * q0 * q0, x, y);
    addPairs(products, 6, weight * q0 * q1, x, y);
    addPairs(products, 12, weight * q0 * q2, x, y);
    addPairs(products, 18, weight * q1 * q1, x, y);
    addPairs(products, 24, weight * q1 * q2, x, y);
    addPairs(products, 30, weight * q2 * q2, x, y);
    addOuter(j, weight, q0, q1, q2, x, y);
    addOuter(ja, weight * a, q0, q1, q2, x, y);
    addOuter(jb, weight * b, q0, q1, q2, x, y);
    scalars.weight += weight;
    scalars.a += weight * a;
    scalars.b += weight * b;
    scalars.aa += weight * a * a;
    scalars.ab += weight * a * b;
    scalars.bb += weight * b * b;
  }
  return { products, j, ja, jb, ...scalars };
}

/** Gathers the sums of one step. `matrix` is the one that was observed, in the frame's coordinates, its last number 1. */
export function gatherNormalEquations(
  samples: Samples,
  seen: Observations,
  matrix: ProjectiveMatrix,
  weights: Float32Array,
): NormalEquations {
  const sums = addUp(samples, seen, matrix, weights);
  const { products, j, weight } = sums;
  const meanA = sums.a / weight;
  const meanB = sums.b / weight;
  const jj = Float64Array.from({ length: MATRIX_LENGTH ** 2 }, (_, at) => {
    const row = Math.floor(at / MATRIX_LENGTH);
    const column = at % MATRIX_LENGTH;
    const q = PAIR_INDEX[Math.floor(row / 3) * 3 + Math.floor(column / 3)];
    const c = PAIR_INDEX[(row % 3) * 3 + (column % 3)];
    return (products[q * PAIRS + c] - (j[row] * j[column]) / weight) / weight;
  });
  return {
    varianceA: sums.aa / weight - meanA ** 2,
    covariance: sums.ab / weight - meanA * meanB,
    varianceB: sums.bb / weight - meanB ** 2,
    meanA,
    meanB,
    weight,
    jj,
    ja: sums.ja.map((value, at) => (value - j[at] * meanA) / weight),
    jb: sums.jb.map((value, at) => (value - j[at] * meanB) / weight),
  };
}
