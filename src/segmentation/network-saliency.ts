import { resizeImage } from '../imaging/codec.ts';
import { createFloatMap, type RgbImage } from '../imaging/image.ts';
import { toUnitPlanes } from '../imaging/tensor.ts';
import type { ModelEntry } from '../inference/manifest.ts';
import { sharedInference } from '../inference/shared-inference.ts';
import { classicalSaliency, type Saliency } from './saliency.ts';

/** Best first; the first that is on this machine serves. */
const MODELS = ['u2net', 'u2netp'] as const;
/** The side of the square that U^2-Net looks at. */
const SIDE = 320;

/** The image as the network wants it: divided by its own brightest value, then by the manifest's mean and deviation. */
function normalise(image: RgbImage, { normalisation, name }: ModelEntry): Float32Array {
  if (!normalisation) throw new Error(`models/manifest.json: expected a normalisation for ${name}`);
  const planes = toUnitPlanes(image, 'rgb');
  const divisor = normalisation.divideBy === 'max' ? planes.reduce((most, value) => Math.max(most, value), 0) || 1 : 1;
  const area = SIDE * SIDE;
  for (let at = 0; at < planes.length; at++) {
    const channel = Math.floor(at / area);
    planes[at] = (planes[at] / divisor - normalisation.mean[channel]) / normalisation.std[channel];
  }
  return planes;
}

/** Stretches values to 0 .. 1. */
function stretch(values: ArrayLike<number>): Float32Array {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let at = 0; at < values.length; at++) {
    low = Math.min(low, values[at]);
    high = Math.max(high, values[at]);
  }
  return Float32Array.from(values, (value) => (high > low ? (value - low) / (high - low) : 0));
}

/**
 * Saliency by U^2-Net (Qin et al. 2020) where one of its models is on this machine and may be used, else without a
 * network; the result says which it was.
 *
 * @throws CodedError `inference-failed`, `model-unusable` when a model that is there does not work
 */
export async function bestSaliency(image: RgbImage): Promise<Saliency> {
  for (const model of MODELS) {
    if ((await sharedInference().obstacle(model)) !== undefined) continue;
    const square = await resizeImage(image, { width: SIDE, height: SIDE });
    const [seen] = await sharedInference().use(model, (network) =>
      network.run([{ type: 'float32', data: normalise(square, network.entry), dims: [1, 3, SIDE, SIDE] }]),
    );
    return { map: createFloatMap(SIDE, SIDE, stretch(seen.data)), from: model };
  }
  return classicalSaliency(image);
}
