import type { Circle, Size } from '../../contract/geometry.ts';
import { findComponents } from '../../imaging/components.ts';
import { minimumEnclosingCircle } from '../../imaging/geometry.ts';
import { createMask, type FloatMap, type Mask } from '../../imaging/image.ts';
import { dilate } from '../../imaging/morphology.ts';
import { outlinePoints, type PlacedMask, trimMask } from '../../imaging/placed-mask.ts';
import { type ComparedPair, splitTouching } from './split-touching.ts';

/** One place where two images differ. */
export interface DetectedDifference {
  /** Set pixels are those that differ; the box is the smallest that holds them. */
  readonly placed: PlacedMask;
  /** The smallest circle that encloses the set pixels whole. */
  readonly circle: Circle;
  /** Visibility: mean of the map over the mask, 0 to 1. */
  readonly score: number;
}

/** Parts closer than this share of the shorter side are one difference to the eye. */
export const MERGE_GAP_RATIO = 0.024;
/** Places up to this score are faint: noise hides their rims, of about so many pixels together where two face. */
const FAINT_SCORE = 0.1;
const HIDDEN_RIMS_PX = 4;

/** The changed pixels, those closer than `gap` pixels together. */
function gatherPlaces(changed: Mask, gap: number): PlacedMask[] {
  return findComponents(dilate(changed, gap / 2)).map(({ box, runs }) => {
    const mask = createMask(box.width, box.height);
    for (const { start, end } of runs) {
      const y = Math.floor(start / changed.width);
      const shift = (y - box.y) * box.width - y * changed.width - box.x;
      mask.data.set(changed.data.subarray(start, end), start + shift);
    }
    return trimMask({ box, mask });
  });
}

function meanOver(map: FloatMap, { box, mask }: PlacedMask): number {
  let [sum, count] = [0, 0];
  for (let y = 0; y < box.height; y++) {
    const row = (box.y + y) * map.width + box.x;
    for (let x = 0; x < box.width; x++) {
      if (!mask.data[y * box.width + x]) continue;
      sum += map.data[row + x];
      count++;
    }
  }
  return sum / count;
}

/** The places as one mask of a size. */
function maskOf(places: readonly PlacedMask[], { width, height }: Size): Mask {
  const mask = createMask(width, height);
  for (const { box, mask: part } of places) {
    for (let pixel = 0; pixel < part.data.length; pixel++) {
      if (!part.data[pixel]) continue;
      mask.data[(box.y + Math.floor(pixel / box.width)) * width + box.x + (pixel % box.width)] = 1;
    }
  }
  return mask;
}

/** Gathers faint places anew, with a gap that is larger by what noise hides of their rims. */
function gatherFaint(places: readonly PlacedMask[], map: FloatMap, gap: number): PlacedMask[] {
  const isFaint = (place: PlacedMask) => meanOver(map, place) <= FAINT_SCORE;
  const faint = places.filter(isFaint);
  if (faint.length < 2) return [...places];
  return [...places.filter((place) => !isFaint(place)), ...gatherPlaces(maskOf(faint, map), gap + HIDDEN_RIMS_PX)];
}

/**
 * Gathers changed pixels into differences: parts closer than `gap` pixels belong together, what is clearly two is
 * parted.
 *
 * @param map 0 to 1, of the mask's size
 * @param pair the pictures that were compared, of the same size
 * @param isNoisy whether noise may hide the rims of what is faint
 */
export function gatherDifferences(
  changed: Mask,
  map: FloatMap,
  gap: number,
  pair: ComparedPair,
  isNoisy = false,
): DetectedDifference[] {
  const places = gatherPlaces(changed, gap);
  return (isNoisy ? gatherFaint(places, map, gap) : places)
    .flatMap((place) => splitTouching(place, map, meanOver(map, place), pair))
    .map((placed) => ({
      placed,
      circle: minimumEnclosingCircle(outlinePoints(placed)),
      score: meanOver(map, placed),
    }));
}
