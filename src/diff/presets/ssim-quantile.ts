import { blurBytes } from '../../imaging/byte-blur.ts';
import { quantileOfCounts } from '../../imaging/histogram.ts';
import { createMask, type Mask, type RgbImage } from '../../imaging/image.ts';
import { MAX_GREY_LEVEL } from '../../imaging/planes.ts';
import { dilateBy, openBy, SQUARE_3, SQUARE_5 } from '../../imaging/structuring-element.ts';
import { similarityMap } from '../metrics/similarity.ts';
import { collectParts } from './collect-parts.ts';
import { type ClassicPreset, requireRange, requireSameSize } from './preset.ts';

/** The blur's kernel is one fiftieth of the picture's width wide. */
const KERNELS_ACROSS = 50;
const BLUR_SIGMA_PX = 1.5;
const DEFAULT_QUANTILE = 0.95;
const DEFAULT_MAX = 15;
const OPENINGS = 3;
const DILATIONS = 2;
/** Wider or taller parts than this share of the picture are frames, not differences. */
const MAX_SIDE_RATIO = 0.5;
const CHANNELS = [0, 1, 2] as const;

function kernelSizeOf(width: number): number {
  const size = Math.floor(width / KERNELS_ACROSS);
  return Math.max(1, size % 2 === 0 ? size - 1 : size);
}

/** One channel, smoothed to bytes, as real numbers. */
function blurredChannel({ width, height, data }: RgbImage, channel: number): Float32Array {
  const bytes = new Uint8Array(width * height);
  for (let pixel = 0, at = channel; pixel < bytes.length; pixel++, at += 3) bytes[pixel] = data[at];
  return new Float32Array(blurBytes(bytes, width, height, kernelSizeOf(width), BLUR_SIGMA_PX));
}

function extremesOf(planes: readonly Float32Array[]): { lowest: number; highest: number } {
  let [lowest, highest] = [Infinity, -Infinity];
  for (const plane of planes) {
    for (let pixel = 0; pixel < plane.length; pixel++) {
      if (plane[pixel] < lowest) lowest = plane[pixel];
      if (plane[pixel] > highest) highest = plane[pixel];
    }
  }
  return { lowest, highest };
}

/**
 * 1 - SSIM of each blurred channel, stretched so that the least similar place of all channels is 255 and the most
 * similar one 0, cut to whole numbers; the largest of the channels. All zeros for equal pictures.
 */
export function stretchedDissimilarity(a: RgbImage, b: RgbImage): Uint8Array {
  const { width, height } = a;
  const similarities = CHANNELS.map((channel) =>
    similarityMap(blurredChannel(a, channel), blurredChannel(b, channel), width, height, {
      luminance: true,
      sampleCovariance: true,
    }),
  );
  const { lowest, highest } = extremesOf(similarities);
  const result = new Uint8Array(width * height);
  if (lowest === highest) return result;
  const scale = MAX_GREY_LEVEL / (highest - lowest);
  for (const similarity of similarities) {
    for (let pixel = 0; pixel < result.length; pixel++) {
      const value = Math.floor((highest - similarity[pixel]) * scale);
      if (value > result[pixel]) result[pixel] = value;
    }
  }
  return result;
}

/** What is left of the pixels above the quantile after opening and dilation. */
export function cleanedMask(map: Uint8Array, width: number, height: number, quantile: number): Mask {
  const counts = new Uint32Array(MAX_GREY_LEVEL + 1);
  for (let pixel = 0; pixel < map.length; pixel++) counts[map[pixel]]++;
  const threshold = quantileOfCounts(counts, quantile);
  const mask = createMask(width, height);
  for (let pixel = 0; pixel < map.length; pixel++) mask.data[pixel] = map[pixel] > threshold ? 1 : 0;
  return dilateBy(openBy(mask, SQUARE_3, OPENINGS), SQUARE_5, DILATIONS);
}

/**
 * The classic recipe of structural similarity: Gaussian blur, 1 - SSIM per channel, the 5 % least similar pixels, three
 * openings 3x3 and two dilations 5x5, parts wider or taller than half the picture dropped, the largest 15 as rectangles.
 * It finds the noise of a re-encoded copy, too.
 */
export const ssimQuantile: ClassicPreset = (a, b, { quantile = DEFAULT_QUANTILE, max = DEFAULT_MAX } = {}) => {
  requireSameSize(a, b);
  requireRange('quantile', quantile, 0, 1);
  requireRange('max', max, 1, Infinity);
  const { width, height } = a;
  const map = stretchedDissimilarity(a, b);
  const parts = collectParts(cleanedMask(map, width, height, quantile), map).filter(
    ({ box }) => box.width <= width * MAX_SIDE_RATIO && box.height <= height * MAX_SIDE_RATIO,
  );
  return parts.slice(0, max).map(({ box, score }) => ({ box, score }));
};
