import type { Point } from '../contract/geometry.ts';

/**
 * A projective map of the plane: nine numbers, row-major. A point (x, y) goes to
 * ((m0 x + m1 y + m2) / d, (m3 x + m4 y + m5) / d) with d = m6 x + m7 y + m8. Whole coordinates are pixel centres.
 */
export type ProjectiveMatrix = readonly number[];

export const IDENTITY_MATRIX: ProjectiveMatrix = [1, 0, 0, 0, 1, 0, 0, 0, 1];

/** The map that applies `first` and then `second`, scaled so that its last number is 1 where that is possible. */
export function composeMatrices(second: ProjectiveMatrix, first: ProjectiveMatrix): number[] {
  const product = Array.from({ length: 9 }, (_, at) => {
    const [row, column] = [Math.floor(at / 3) * 3, at % 3];
    return second[row] * first[column] + second[row + 1] * first[column + 3] + second[row + 2] * first[column + 6];
  });
  return normaliseMatrix(product);
}

function normaliseMatrix(matrix: number[]): number[] {
  const last = matrix[8];
  return last === 0 ? matrix : matrix.map((value) => value / last);
}

/** The map that undoes another. @throws RangeError when there is none (all points fall on a line) */
export function invertMatrix([a, b, c, d, e, f, g, h, i]: ProjectiveMatrix): number[] {
  const determinant = a * (e * i - f * h) - b * (d * i - f * g) + c * (d * h - e * g);
  if (determinant === 0 || !Number.isFinite(determinant)) {
    throw new RangeError(`invertMatrix: expected an invertible matrix, received determinant ${determinant}`);
  }
  const adjugate = [
    e * i - f * h,
    c * h - b * i,
    b * f - c * e,
    f * g - d * i,
    a * i - c * g,
    c * d - a * f,
    d * h - e * g,
    b * g - a * h,
    a * e - b * d,
  ];
  return normaliseMatrix(adjugate.map((value) => value / determinant));
}

/** Where a point goes. */
export function mapPoint([a, b, c, d, e, f, g, h, i]: ProjectiveMatrix, { x, y }: Point): Point {
  const scale = 1 / (g * x + h * y + i);
  return { x: (a * x + b * y + c) * scale, y: (d * x + e * y + f) * scale };
}

/** x -> scaleX * x + shiftX, y -> scaleY * y + shiftY. */
export function scaleAndShift(scaleX: number, scaleY: number, shiftX: number, shiftY: number): number[] {
  return [scaleX, 0, shiftX, 0, scaleY, shiftY, 0, 0, 1];
}
