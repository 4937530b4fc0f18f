import { resizeImage } from '../imaging/codec.ts';
import { createFloatMap, type FloatMap, type RgbImage } from '../imaging/image.ts';
import { minimumBarrierDistance } from './minimum-barrier.ts';

/** What a saliency map comes from: the minimum barrier distance or a neural network. */
export type SaliencySource = 'minimum-barrier' | 'u2net' | 'u2netp';

/** How much each place of an image draws the eye, 0 to 1, on a smaller grid of the same shape. */
export interface Saliency {
  readonly map: FloatMap;
  readonly from: SaliencySource;
}

/** Tells how much each place of an image draws the eye. */
export type FindSaliency = (image: RgbImage) => Promise<Saliency>;

/** The eye is drawn by whole things, not by pixels: this long side shows them all. */
const LONG_SIDE = 160;
/** The map is stretched so that all but this share of it lies below 1: one glint must not darken all else. */
const BRIGHTEST_SHARE = 0.01;

/** Stretches values so that the least is 0 and all but the brightest few are at most 1. */
function stretch(values: Float32Array): Float32Array {
  const sorted = values.slice().sort();
  const [low, high] = [sorted[0], sorted[Math.floor((1 - BRIGHTEST_SHARE) * (sorted.length - 1))]];
  if (high <= low) return new Float32Array(values.length);
  return values.map((value) => Math.min(1, (value - low) / (high - low)));
}

/** Saliency without a network: how hard it is to come to each place from the image's border (Zhang et al. 2015). */
export async function classicalSaliency(image: RgbImage): Promise<Saliency> {
  const scale = Math.min(1, LONG_SIDE / Math.max(image.width, image.height));
  const side = (length: number) => Math.max(1, Math.round(length * scale));
  const small = await resizeImage(image, { width: side(image.width), height: side(image.height) });
  const map = createFloatMap(small.width, small.height, stretch(minimumBarrierDistance(small)));
  return { map, from: 'minimum-barrier' };
}
