import { IDENTITY_MATRIX, mapPoint, type ProjectiveMatrix } from '../../imaging/projective.ts';

/** The kinds of map that a registration can find, from the plainest to the freest. */
export const REGISTRATION_MODELS = ['identity', 'translation', 'euclidean', 'affine', 'homography'] as const;

export type RegistrationModel = (typeof REGISTRATION_MODELS)[number];

/** Numbers of a matrix; its last one is always 1. */
const MATRIX_LENGTH = 9;

/** A way of changing all nine numbers of a matrix at once. */
export type Direction = Float64Array;

/** The steps that a model may take from a matrix: the columns of the derivative of the matrix by the model's parameters. */
interface ModelRules {
  directions(matrix: ProjectiveMatrix): Direction[];
  /** The matrix of this model that is nearest to any matrix (in coordinates where the picture spans about -1 to 1). */
  nearest(matrix: ProjectiveMatrix): number[];
}

const unit = (at: number): Direction =>
  Float64Array.from({ length: MATRIX_LENGTH }, (_, index) => (index === at ? 1 : 0));
const units = (count: number) => Array.from({ length: count }, (_, at) => unit(at));

/** The affine map that agrees with a map at the origin in place and slope. */
function tangent([a, b, c, d, e, f, g, h]: ProjectiveMatrix): number[] {
  return [a - c * g, b - c * h, c, d - f * g, e - f * h, f, 0, 0, 1];
}

function nearestRotation(matrix: ProjectiveMatrix): number[] {
  const [a, b, c, d, e, f] = tangent(matrix);
  const angle = Math.atan2(d - b, a + e);
  return [Math.cos(angle), -Math.sin(angle), c, Math.sin(angle), Math.cos(angle), f, 0, 0, 1];
}

function turning([cosine, , , sine]: ProjectiveMatrix): Direction {
  return Float64Array.of(-sine, -cosine, 0, cosine, -sine, 0, 0, 0, 0);
}

export const MODEL_RULES: Readonly<Record<RegistrationModel, ModelRules>> = {
  identity: { directions: () => [], nearest: () => [...IDENTITY_MATRIX] },
  translation: {
    directions: () => [unit(2), unit(5)],
    nearest(matrix) {
      const { x, y } = mapPoint(matrix, { x: 0, y: 0 });
      return [1, 0, x, 0, 1, y, 0, 0, 1];
    },
  },
  euclidean: { directions: (matrix) => [turning(matrix), unit(2), unit(5)], nearest: nearestRotation },
  affine: { directions: () => units(6), nearest: tangent },
  homography: { directions: () => units(8), nearest: (matrix) => [...matrix] },
};
