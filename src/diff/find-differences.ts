import { CodedError } from '../contract/coded-error.ts';
import type { Size } from '../contract/geometry.ts';
import type { FloatMap, RgbImage } from '../imaging/image.ts';
import { invertMatrix, mapPoint, type ProjectiveMatrix } from '../imaging/projective.ts';
import { warpImage } from '../imaging/warp.ts';
import { type DetectedDifference, gatherDifferences, MERGE_GAP_RATIO } from './detection/gather.ts';
import { isSeen } from './detection/is-seen.ts';
import type { Look } from './detection/look.ts';
import { lookAtCopies } from './detection/look-at-copies.ts';
import { lookThroughNoise } from './detection/look-through-noise.ts';
import { type LaidPair, layOn } from './lay-on.ts';
import { overlapMask } from './registration/overlap.ts';

/** What was found and how the pictures lay on each other. */
export interface DifferenceReport extends LaidPair {
  readonly differences: readonly DetectedDifference[];
  /** How much the two differ at each pixel of A, 0 to 1. */
  readonly map: FloatMap;
}

/** Where B ends within A, its smoothed values are half made up for this many pixels of A. */
const OVERLAP_RIM_PX = 4;
/** So near to its border (in its own pixels) a picture that was moved is often made up. */
const BORDER_RIM_PX = 2;

const mergeGap = ({ width, height }: Size) => MERGE_GAP_RATIO * Math.min(width, height);

/**
 * Finds the places where two pictures differ of which one was made from the other by editing, with nothing lost in
 * between. They lie on each other as they are, and every pixel that differs was changed.
 *
 * @param whole size of the picture of which the two are a part: distances and areas are shares of the whole
 * @returns differences in A's pixels, in no particular order; none for equal images
 * @throws CodedError `pictures-differ-in-size`
 */
export function findEdits(a: RgbImage, b: RgbImage, whole: Size = a): DetectedDifference[] {
  if (a.width !== b.width || a.height !== b.height) {
    const sizes = { widthA: a.width, heightA: a.height, widthB: b.width, heightB: b.height };
    throw new CodedError('pictures-differ-in-size', sizes);
  }
  const { changed, map } = lookAtCopies(a, b, whole);
  return gatherDifferences(changed, map, mergeGap(whole), { a, b });
}

/** How many pixels of B a pixel in the middle of A takes, across or down, whichever is more. */
function pixelsOfB({ width, height }: Size, matrix: ProjectiveMatrix): number {
  const [x, y] = [width / 2, height / 2];
  const middle = mapPoint(matrix, { x, y });
  const steps = [mapPoint(matrix, { x: x + 1, y }), mapPoint(matrix, { x, y: y + 1 })];
  return Math.max(...steps.map((to) => Math.hypot(to.x - middle.x, to.y - middle.y)));
}

/** A as it would come back to its grid from B's: resampled as B was. */
function thereAndBack(a: RgbImage, b: Size, matrix: ProjectiveMatrix): RgbImage {
  const there = warpImage(a, invertMatrix(matrix), b).image;
  return warpImage(there, matrix, a).image;
}

function lookAt(a: RgbImage, b: RgbImage, { registration, laid, areCopies }: LaidPair): Look {
  if (areCopies) return lookAtCopies(a, laid, a);
  const { model, matrix, overlap } = registration;
  if (model === 'identity') return lookThroughNoise(a, laid, overlap);
  const rim = BORDER_RIM_PX + OVERLAP_RIM_PX * pixelsOfB(a, matrix);
  return lookThroughNoise(a, laid, overlapMask(a, b, matrix, rim), thereAndBack(a, b, matrix));
}

/**
 * Finds the places where two pictures of one scene differ, however they lie on each other and whatever light, encoding
 * or resampling they went through: what registration, exposure and the noise of the pair explain is no difference. What
 * findEdits finds between two pictures this finds as well.
 *
 * @returns differences in A's pixels, in no particular order
 * @throws CodedError `pictures-unrelated`
 */
export function findDifferences(a: RgbImage, b: RgbImage): DifferenceReport {
  const pair = layOn(a, b);
  const { changed, map } = lookAt(a, b, pair);
  const places = gatherDifferences(changed, map, mergeGap(a), { a, b: pair.laid }, !pair.areCopies);
  const differences = pair.areCopies ? places : places.filter((place) => isSeen(place, a, pair.laid));
  return { ...pair, map, differences };
}
