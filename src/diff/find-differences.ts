import { CodedError } from '../contract/coded-error.ts';
import type { Circle } from '../contract/geometry.ts';
import { labelComponents } from '../imaging/components.ts';
import { minimumEnclosingCircle } from '../imaging/geometry.ts';
import { createMask, type Mask, type RgbImage } from '../imaging/image.ts';
import { dilate, erode } from '../imaging/morphology.ts';
import { countSet, outlinePoints, type PlacedMask, trimMask } from '../imaging/placed-mask.ts';
import { warpImage } from '../imaging/warp.ts';
import { type BlurredPlanes, blurPlanes } from './detection/blurred-planes.ts';
import { channelDifference, forgiveShifts } from './detection/difference-map.ts';
import { activityOf } from './postprocess/activity.ts';
import { noiseLevel } from './postprocess/noise-level.ts';
import { applyLight, fitLight } from './preprocess/light-fit.ts';
import { type PictureRegistration, register } from './registration/register.ts';

/** One place where two images differ. */
export interface DetectedDifference {
  /** Set pixels are those that differ; the box is the smallest that holds them. */
  readonly placed: PlacedMask;
  /** The smallest circle that encloses the set pixels whole. */
  readonly circle: Circle;
  /** Visibility: mean blurred difference over the mask divided by the largest possible, 0 to 1. */
  readonly score: number;
}

/** What was found and how the pictures lay on each other. */
export interface DifferenceReport {
  readonly registration: PictureRegistration;
  readonly differences: readonly DetectedDifference[];
}

/** Averages out single noisy pixels and compression noise. */
const BLUR_SIGMA_PX = 1.5;
/** Grey levels; a smaller difference is not seen side by side. */
const LOW_THRESHOLD = 8;
/** A difference has a core above this. */
const HIGH_THRESHOLD = 16;
/** A core stands this many times above the largest noise of its place. */
const CORE_OVER_NOISE = 1.3;
/** Where B ends within A, its blurred values are half made up for this many pixels. */
const OVERLAP_RIM_PX = 4;
/** Registration leaves shifts of up to this many pixels on some edges. */
const FORGIVEN_SHIFT_PX = 1;
/** Parts closer than this share of the shorter side are one difference to the eye. */
const MERGE_GAP_RATIO = 0.024;
/** A difference's core covers at least this share of the image. */
const MIN_CORE_RATIO = 0.00003;
const MAX_BYTE = 255;

/** Pixels above the low threshold whose connected part holds enough of a core above the high one (hysteresis). */
function coredPixels(map: Float32Array, low: (pixel: number) => number, high: (pixel: number) => number, size: RgbImage): Mask {
  const weak = createMask(size.width, size.height);
  for (let pixel = 0; pixel < map.length; pixel++) weak.data[pixel] = map[pixel] > low(pixel) ? 1 : 0;
  const { labels, components } = labelComponents(weak);
  const cores = new Uint32Array(components.length);
  for (let pixel = 0; pixel < map.length; pixel++) {
    if (weak.data[pixel] && map[pixel] > high(pixel)) cores[labels.data[pixel]]++;
  }
  const enough = Math.max(4, MIN_CORE_RATIO * size.width * size.height);
  for (let pixel = 0; pixel < map.length; pixel++) {
    if (weak.data[pixel] && cores[labels.data[pixel]] < enough) weak.data[pixel] = 0;
  }
  return weak;
}

/** Gathers changed pixels into differences: parts closer than `gap` belong together. */
function collect(changed: Mask, map: Float32Array, gap: number): DetectedDifference[] {
  const { labels, components } = labelComponents(dilate(changed, gap / 2));
  return components.map(({ label, box }) => {
    const mask = createMask(box.width, box.height);
    let sum = 0;
    for (let y = 0; y < box.height; y++) {
      for (let x = 0; x < box.width; x++) {
        const pixel = (box.y + y) * changed.width + box.x + x;
        if (!changed.data[pixel] || labels.data[pixel] !== label) continue;
        mask.data[y * box.width + x] = 1;
        sum += map[pixel];
      }
    }
    const placed = trimMask({ box, mask });
    const circle = minimumEnclosingCircle(outlinePoints(placed));
    return { placed, circle, score: sum / countSet(mask) / MAX_BYTE };
  });
}

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

/**
 * Finds the places where two pictures of one scene differ, however they lie on each other.
 *
 * @returns differences in A's pixels, in no particular order
 * @throws CodedError `pictures-unrelated`
 */
export function findDifferences(a: RgbImage, b: RgbImage): DifferenceReport {
  const registration = register(a, b);
  if (registration.model === 'failed') throw new CodedError('pictures-unrelated', {});
  const isMoved = registration.model !== 'identity';
  const { overlap } = registration;
  const laid = isMoved || a.width !== b.width || a.height !== b.height ? warpImage(b, registration.matrix, a).image : b;
  const { a: planesA, b: planesB } = inOneLight(blurPlanes(a, BLUR_SIGMA_PX), blurPlanes(laid, BLUR_SIGMA_PX));
  const map = channelDifference(planesA, planesB, isMoved ? erode(overlap, OVERLAP_RIM_PX) : overlap);
  if (isMoved) forgiveShifts(map, planesA, planesB, a, FORGIVEN_SHIFT_PX, LOW_THRESHOLD);
  const { width, height } = a;
  const noise = noiseLevel(
    { width, height, data: map.map((value) => value / MAX_BYTE) },
    activityOf({ width, height, planes: planesA }, { width, height, planes: planesB }),
  );
  const low = (pixel: number) => Math.max(LOW_THRESHOLD, noise[pixel] * MAX_BYTE);
  const high = (pixel: number) => Math.max(HIGH_THRESHOLD, noise[pixel] * MAX_BYTE * CORE_OVER_NOISE);
  const changed = coredPixels(map, low, high, a);
  const gap = MERGE_GAP_RATIO * Math.min(a.width, a.height);
  return { registration, differences: collect(changed, map, gap) };
}
