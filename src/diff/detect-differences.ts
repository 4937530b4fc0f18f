import { CodedError } from '../contract/coded-error.ts';
import type { Size } from '../contract/geometry.ts';
import { gaussianBlur } from '../imaging/filters.ts';
import { createFloatMap, createMask, type RgbImage } from '../imaging/image.ts';
import { countSet } from '../imaging/placed-mask.ts';
import { type DetectedDifference, gatherDifferences, MERGE_GAP_RATIO } from './detection/gather.ts';

/** For callers that know more of the two images than can be seen in them. */
export interface DetectionOptions {
  /** Size of the whole image when the two are a part of it: distances and areas are shares of the whole. */
  readonly wholeSize?: Size;
  /** Median blurred difference that noise makes, in grey levels; measured when absent. 0 for lossless copies. */
  readonly noise?: number;
}

/** Averages out single noisy pixels and compression noise. */
const BLUR_SIGMA_PX = 1.5;
/** Grey levels; the classic recipe's threshold. A smaller difference is not seen side by side. */
const THRESHOLD = 10;
/** The threshold rises with the noise of the pair: this many times its median difference, which real changes of less than half the image do not move. */
const NOISE_FACTOR = 6;
/** A difference covers at least this share of the image. */
const MIN_AREA_RATIO = 0.00004;
const MAX_BYTE = 255;

/** Largest channel of the blurred difference at each pixel, 0 to 255. Blurring is linear, so the difference is blurred. */
function blurredDifference(a: RgbImage, b: RgbImage): Float32Array {
  const result = new Float32Array(a.width * a.height);
  for (let channel = 0; channel < 3; channel++) {
    const difference = new Float32Array(result.length);
    for (let pixel = 0, at = channel; pixel < result.length; pixel++, at += 3)
      difference[pixel] = a.data[at] - b.data[at];
    const blurred = gaussianBlur(difference, a.width, a.height, BLUR_SIGMA_PX);
    for (let pixel = 0; pixel < result.length; pixel++) {
      const value = Math.abs(blurred[pixel]);
      if (value > result[pixel]) result[pixel] = value;
    }
  }
  return result;
}

/** The value that half of the pixels stay below, to a quarter of a grey level. */
function median(map: Float32Array): number {
  const steps = 4;
  const counts = new Uint32Array((MAX_BYTE + 1) * steps);
  for (const value of map) counts[Math.min(counts.length - 1, Math.floor(value * steps))]++;
  let bin = 0;
  for (let passed = counts[0]; passed * 2 < map.length; passed += counts[bin]) bin++;
  return bin / steps;
}

/**
 * Finds the places where two aligned images of one size differ: blurred difference over all channels (so that a change
 * of hue alone is seen), a threshold above the pair's noise, components, merging of near parts.
 *
 * @returns in no particular order; empty for equal images
 * @throws CodedError `pictures-differ-in-size`
 */
export function detectDifferences(
  a: RgbImage,
  b: RgbImage,
  { wholeSize = a, noise }: DetectionOptions = {},
): DetectedDifference[] {
  if (a.width !== b.width || a.height !== b.height) {
    throw new CodedError('pictures-differ-in-size', {
      widthA: a.width,
      heightA: a.height,
      widthB: b.width,
      heightB: b.height,
    });
  }
  const map = blurredDifference(a, b);
  const threshold = Math.max(THRESHOLD, NOISE_FACTOR * (noise ?? median(map)));
  const changed = createMask(a.width, a.height);
  for (let pixel = 0; pixel < map.length; pixel++) changed.data[pixel] = map[pixel] > threshold ? 1 : 0;
  const gap = MERGE_GAP_RATIO * Math.min(wholeSize.width, wholeSize.height);
  const minArea = MIN_AREA_RATIO * wholeSize.width * wholeSize.height;
  const scores = createFloatMap(
    a.width,
    a.height,
    map.map((value) => value / MAX_BYTE),
  );
  return gatherDifferences(changed, scores, gap).filter(({ placed }) => countSet(placed.mask) >= minArea);
}
