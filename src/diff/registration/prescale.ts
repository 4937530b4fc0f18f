import type { Size } from '../../contract/geometry.ts';
import type { FloatMap, RgbImage } from '../../imaging/image.ts';
import { IDENTITY_MATRIX, type ProjectiveMatrix } from '../../imaging/projective.ts';
import { halveMap, lumaOf } from '../../imaging/pyramid.ts';
import { PicturePyramid, pyramidOf } from './picture-pyramid.ts';
import { warpMap } from './warp-map.ts';

/** A way of bringing the second picture near the size of the first before anything is searched. */
export interface Prescale {
  /** Maps the pixels of the scaled picture to those of the picture. */
  readonly matrix: ProjectiveMatrix;
  /** False when the picture stays as it is. */
  readonly isScaled: boolean;
  /** The second picture, scaled, as a pyramid down to the finest level that will be asked for. */
  pyramid(image: RgbImage, finest: number): PicturePyramid;
}

/** Scales within this ratio of 1 the search finds by itself. */
const MAX_UNTOLD_SCALE = 1.08;
/** A map is halved, not just sampled, while it is at least this much too large: sampling alone would leave alias. */
const HALVE_FROM = 1.6;

const AS_IT_IS: Prescale = { matrix: IDENTITY_MATRIX, isScaled: false, pyramid: pyramidOf };

/** Scales about the corner of the first pixel: pixel centres lie half a pixel inside. */
function cornerScale(x: number, y: number): number[] {
  return [x, 0, (x - 1) / 2, 0, y, (y - 1) / 2, 0, 0, 1];
}

function scaleMap(map: FloatMap, scaleX: number, scaleY: number): FloatMap {
  if (Math.min(scaleX, scaleY) >= HALVE_FROM) return scaleMap(halveMap(map), scaleX / 2, scaleY / 2);
  const size = { width: Math.round(map.width / scaleX), height: Math.round(map.height / scaleY) };
  return warpMap(map, cornerScale(scaleX, scaleY), size);
}

function scaleTo(scaleX: number, scaleY: number): Prescale {
  return {
    matrix: cornerScale(scaleX, scaleY),
    isScaled: true,
    pyramid(image) {
      const scaled = scaleMap(lumaOf(image), scaleX, scaleY);
      return new PicturePyramid(scaled, scaled, 0);
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
  if (isNear(scaleX, scaleY)) return [scaleTo(scaleX, scaleY), AS_IT_IS];
  return [AS_IT_IS, scaleTo(scaleX, scaleX), scaleTo(scaleY, scaleY)].filter(
    (each, index) => index === 0 || !isNear(each.matrix[0], 1),
  );
}
