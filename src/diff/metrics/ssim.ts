import { createFloatMap, type FloatMap, type FloatPlanes } from '../../imaging/image.ts';
import { mapPlanes } from '../../imaging/planes.ts';
import { channelPairs, type Metric, requireSameShape } from './metric.ts';
import { meanOf, similarityMap } from './similarity.ts';
import { similarityGradient } from './similarity-gradient.ts';

const CHANNELS = 3;
/** Half of 1 - 0.98: the similarity at which trained viewers begin to see a difference. */
const NOTICEABLE = 0.01;

/** Mean structural similarity over all windows and channels. */
function measure(a: FloatPlanes, b: FloatPlanes): number {
  requireSameShape(a, b);
  const means = channelPairs(a, b).map(([planeA, planeB]) =>
    meanOf(similarityMap(planeA, planeB, a.width, a.height, { luminance: true })),
  );
  return means.reduce((sum, mean) => sum + mean, 0) / CHANNELS;
}

/** Structural dissimilarity (1 - SSIM) / 2 of the channel that differs most. */
function map(a: FloatPlanes, b: FloatPlanes): FloatMap {
  requireSameShape(a, b);
  const result = createFloatMap(a.width, a.height);
  for (const [planeA, planeB] of channelPairs(a, b)) {
    const similarity = similarityMap(planeA, planeB, a.width, a.height, { luminance: true });
    for (let pixel = 0; pixel < similarity.length; pixel++) {
      const dissimilarity = Math.min(1, (1 - similarity[pixel]) / 2);
      if (dissimilarity > result.data[pixel]) result.data[pixel] = dissimilarity;
    }
  }
  return result;
}

function gradient(a: FloatPlanes, b: FloatPlanes): FloatPlanes {
  requireSameShape(a, b);
  return mapPlanes(a, (plane, channel) => {
    const result = similarityGradient(plane, b.planes[channel], a.width, a.height, { luminance: true });
    return result.gradient.map((value) => value / CHANNELS);
  });
}

/**
 * Structural similarity (Wang, Bovik, Sheikh & Simoncelli 2004, equation 13): Gaussian window 11x11, sigma 1.5, per
 * channel; 1 for equal pictures, -1 at least. The score is the mean over the windows of all pixels, mirrored at the
 * border, so that a change at the very border counts; scikit-image's score leaves out five pixels at each border.
 */
export const ssim: Metric = { identical: 1, amplitude: Math.sqrt, noticeable: NOTICEABLE, measure, map, gradient };
