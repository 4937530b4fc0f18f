import type { Size } from '../../contract/geometry.ts';
import type { FloatMap } from '../../imaging/image.ts';
import { composeMatrices, IDENTITY_MATRIX, type ProjectiveMatrix } from '../../imaging/projective.ts';
import { halveMap } from '../../imaging/pyramid.ts';
import { warpMap } from './warp-map.ts';

/** A way of bringing the second picture near the size of the first before anything is searched. */
export interface Prescale {
  /** Maps the pixels of the scaled picture to those of the picture. */
  readonly matrix: ProjectiveMatrix;
  readonly isScaled: boolean;
  apply(luma: FloatMap): FloatMap;
}

/** Scales within this ratio of 1 the search finds by itself. */
const MAX_UNTOLD_SCALE = 1.08;
/** A map is halved, not just sampled, while it is at least this much too large: sampling alone would leave alias. */
const HALVE_FROM = 1.6;

const AS_IT_IS: Prescale = { matrix: IDENTITY_MATRIX, isScaled: false, apply: (luma) => luma };

/** Scales about the corner of the first pixel: pixel centres lie half a pixel inside. */
function cornerScale(x: number, y: number): number[] {
  return [x, 0, (x - 1) / 2, 0, y, (y - 1) / 2, 0, 0, 1];
}

function scaleTo(from: Size, scaleX: number, scaleY: number): Prescale {
  const size = { width: Math.round(from.width / scaleX), height: Math.round(from.height / scaleY) };
  return {
    matrix: cornerScale(scaleX, scaleY),
    isScaled: true,
    apply(luma) {
      let map = luma;
      let halvings = 0;
      for (; Math.min(scaleX, scaleY) / 2 ** halvings >= HALVE_FROM; halvings++) map = halveMap(map);
      const toLevel = cornerScale(0.5 ** halvings, 0.5 ** halvings);
      return warpMap(map, composeMatrices(toLevel, cornerScale(scaleX, scaleY)), size);
    },
  };
}

const isNear = (one: number, other: number) => Math.max(one / other, other / one) <= MAX_UNTOLD_SCALE;

/**
 * The sizes at which the second picture may show the first: as it is (perhaps with another crop), and scaled so that
 * the widths, the heights or both are the same.
 */
export function prescales(a: Size, b: Size): Prescale[] {
  const scaleX = b.width / a.width;
  const scaleY = b.height / a.height;
  if (isNear(scaleX, 1) && isNear(scaleY, 1)) return [AS_IT_IS];
  if (isNear(scaleX, scaleY)) return [scaleTo(b, scaleX, scaleY), AS_IT_IS];
  return [AS_IT_IS, scaleTo(b, scaleX, scaleX), scaleTo(b, scaleY, scaleY)].filter(
    (each, index) => index === 0 || !isNear(each.matrix[0], 1),
  );
}
