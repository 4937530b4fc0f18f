import type { Size } from '../../contract/geometry.ts';
import { composeMatrices, invertMatrix, type ProjectiveMatrix, scaleAndShift } from '../../imaging/projective.ts';

/**
 * Coordinates in which the matrices are searched: the origin in the middle of the first picture, its longer side from
 * -1 to 1. All numbers of a matrix then weigh about the same, and a matrix is the same on every level of a pyramid.
 */
export interface Frame {
  readonly centreX: number;
  readonly centreY: number;
  /** Pixels of one unit. */
  readonly unitPx: number;
}

/** The frame of a picture of this size; of a level of its pyramid when it was halved `halvings` times. */
export function frameOf({ width, height }: Size, halvings = 0): Frame {
  const scale = 2 ** -halvings;
  // The middle of a picture lies between pixels; on a halved one it moves by the same rule as every point.
  const onLevel = (full: number) => (full + 0.5) * scale - 0.5;
  return {
    centreX: onLevel((width - 1) / 2),
    centreY: onLevel((height - 1) / 2),
    unitPx: (Math.max(width, height) / 2) * scale,
  };
}

const toPixels = ({ centreX, centreY, unitPx }: Frame) => scaleAndShift(unitPx, unitPx, centreX, centreY);

/** A matrix between the frame's coordinates as a matrix between pixels. */
export function outOfFrame(matrix: ProjectiveMatrix, frame: Frame): number[] {
  const pixels = toPixels(frame);
  return composeMatrices(composeMatrices(pixels, matrix), invertMatrix(pixels));
}
