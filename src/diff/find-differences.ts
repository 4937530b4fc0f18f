import { CodedError } from '../contract/coded-error.ts';
import { createFloatMap, type FloatMap, type RgbImage } from '../imaging/image.ts';
import { erode } from '../imaging/morphology.ts';
import { warpImage } from '../imaging/warp.ts';
import { type BlurredPlanes, blurPlanes } from './detection/blurred-planes.ts';
import { channelDifference, forgiveShifts } from './detection/difference-map.ts';
import { type DetectedDifference, gatherDifferences, MERGE_GAP_RATIO } from './detection/gather.ts';
import { hysteresis } from './detection/hysteresis.ts';
import { activityOf } from './postprocess/activity.ts';
import { noiseLevel } from './postprocess/noise-level.ts';
import { applyLight, fitLight } from './preprocess/light-fit.ts';
import { type PictureRegistration, register } from './registration/register.ts';

/** Two pictures of one scene, laid on each other. */
export interface LaidPair {
  readonly registration: PictureRegistration;
  /** B on A's grid. */
  readonly laid: RgbImage;
}

/** What was found and how the pictures lay on each other. */
export interface DifferenceReport extends LaidPair {
  readonly differences: readonly DetectedDifference[];
  /** How much the two differ at each pixel of A, 0 to 1. */
  readonly map: FloatMap;
}

/** Averages out single noisy pixels and compression noise. */
const BLUR_SIGMA_PX = 1.5;
const MAX_BYTE = 255;
/** A smaller difference is not seen side by side (share of the largest possible). */
const LEAST_SEEN = 8 / MAX_BYTE;
/** A difference has a core this many times above the level at which it begins. */
const CORE_OVER_LOW = 1.4;
/** Where B ends within A, its blurred values are half made up for this many pixels. */
const OVERLAP_RIM_PX = 4;
/** Registration leaves shifts of up to this many pixels on some edges. */
const FORGIVEN_SHIFT_PX = 1;
/** A difference's core covers at least this share of the image. */
const MIN_CORE_RATIO = 0.00003;

/**
 * Lays the two in one light: B gets A's gain and offset per channel, and A is cut to what B can show in that light, so
 * that highlights which one of them lost are no difference.
 */
function inOneLight(a: BlurredPlanes, b: BlurredPlanes): { a: BlurredPlanes; b: BlurredPlanes } {
  const fits = [0, 1, 2].map((channel) => fitLight(a[channel], b[channel]));
  const [redA, greenA, blueA] = fits.map(({ gain, offset }, channel) =>
    a[channel].map((value) => Math.min(MAX_BYTE * gain + offset, Math.max(offset, value))),
  );
  const [redB, greenB, blueB] = fits.map((fit, channel) => applyLight(b[channel], fit));
  return { a: [redA, greenA, blueA], b: [redB, greenB, blueB] };
}

/** Grey levels: half of the bytes of two plain pictures in place differ by no more. */
const IN_PLACE_DIFFERENCE = 6;

/** Whether two pictures lie on each other as they are: pictures too plain to register often do. */
function areInPlace(a: RgbImage, b: RgbImage): boolean {
  if (a.width !== b.width || a.height !== b.height) return false;
  let near = 0;
  for (let at = 0; at < a.data.length; at++) if (Math.abs(a.data[at] - b.data[at]) <= IN_PLACE_DIFFERENCE) near++;
  return near * 2 >= a.data.length;
}

/**
 * Lays B on A.
 *
 * @throws CodedError `pictures-unrelated`
 */
export function layOn(a: RgbImage, b: RgbImage): LaidPair {
  const found = register(a, b);
  const isPlain = found.model === 'failed' && areInPlace(a, b);
  const registration = isPlain ? ({ ...found, model: 'identity' } as const) : found;
  const { model, matrix } = registration;
  if (model === 'failed') throw new CodedError('pictures-unrelated', {});
  const isInPlace = model === 'identity' && a.width === b.width && a.height === b.height;
  return { registration, laid: isInPlace ? b : warpImage(b, matrix, a).image };
}

/**
 * Finds the places where two pictures of one scene differ, however they lie on each other and whatever light, encoding
 * or resampling they went through: what registration, exposure and the noise of the pair explain is no difference.
 *
 * @returns differences in A's pixels, in no particular order
 * @throws CodedError `pictures-unrelated`
 */
export function findDifferences(a: RgbImage, b: RgbImage): DifferenceReport {
  const pair = layOn(a, b);
  const { model, overlap } = pair.registration;
  const isMoved = model !== 'identity';
  const { a: planesA, b: planesB } = inOneLight(blurPlanes(a, BLUR_SIGMA_PX), blurPlanes(pair.laid, BLUR_SIGMA_PX));
  const grey = channelDifference(planesA, planesB, isMoved ? erode(overlap, OVERLAP_RIM_PX) : overlap);
  if (isMoved) forgiveShifts(grey, planesA, planesB, a, FORGIVEN_SHIFT_PX, LEAST_SEEN * MAX_BYTE);
  const { width, height } = a;
  const map = createFloatMap(
    width,
    height,
    grey.map((value) => value / MAX_BYTE),
  );
  const activity = activityOf({ width, height, planes: planesA }, { width, height, planes: planesB });
  const low = noiseLevel(map, activity).map((noise) => Math.max(LEAST_SEEN, noise));
  const changed = hysteresis(map, low, CORE_OVER_LOW, MIN_CORE_RATIO * width * height);
  const gap = MERGE_GAP_RATIO * Math.min(width, height);
  return { ...pair, map, differences: gatherDifferences(changed, map, gap) };
}
