import type { Size } from '../../contract/geometry.ts';
import { createFloatMap, type FloatMap, type Mask } from '../../imaging/image.ts';
import { hysteresis } from './hysteresis.ts';

/** What a look at two pictures that lie on each other tells, on A's grid. */
export interface Look {
  /** Size of the channel that differs most after smoothing, 0 to 1; 0 where nothing is compared. */
  readonly map: FloatMap;
  /** The pixels that differ. */
  readonly changed: Mask;
}

/** Grey levels of the smoothed channel that differs most; a smaller difference is not seen side by side. */
export const LEAST_SEEN = 8;
/** A difference has a core this many times above the level at which it begins. */
const CORE_OVER_LOW = 1.4;
/** A difference's core covers at least this share of the picture. */
const MIN_CORE_RATIO = 0.00003;
const MAX_BYTE = 255;

/**
 * The pixels that differ, with those around them that differ less.
 *
 * @param prominence 1 where a difference begins to be seen
 * @param whole size of the picture of which the map shows all or a part, in the map's pixels
 */
export function standingOut(prominence: FloatMap, whole: Size): Mask {
  return hysteresis(prominence, 1, CORE_OVER_LOW, MIN_CORE_RATIO * whole.width * whole.height);
}

/** Grey levels as a map of 0 to 1. */
export function toUnitMap({ width, height }: Size, levels: Float32Array): FloatMap {
  const map = createFloatMap(width, height);
  for (let pixel = 0; pixel < levels.length; pixel++) map.data[pixel] = levels[pixel] / MAX_BYTE;
  return map;
}
