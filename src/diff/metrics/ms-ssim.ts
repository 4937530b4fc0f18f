import { CodedError } from '../../contract/coded-error.ts';
import type { Size } from '../../contract/geometry.ts';
import { createFloatMap, type FloatMap, type FloatPlanes } from '../../imaging/image.ts';
import { mapPlanes } from '../../imaging/planes.ts';
import { doubleAlong, halvePlane, type SizedPlane, spreadHalves } from './half-scale.ts';
import { channelPairs, type Metric, requireSameShape } from './metric.ts';
import { meanOf, similarityMap } from './similarity.ts';
import { similarityGradient } from './similarity-gradient.ts';

const CHANNELS = 3;
/** Wang, Simoncelli & Bovik 2003, section 3.2: exponents of the five scales, from the finest to the coarsest. */
const WEIGHTS = [0.0448, 0.2856, 0.3001, 0.2363, 0.1333];
const COARSEST = WEIGHTS.length - 1;
/** The window of 11 pixels fits the coarsest scale, which is halved four times. */
export const MIN_MS_SSIM_SIDE_PX = 176;
/** As for single-scale SSIM, from 1 - 0.98; the coarse scales average noise away. */
const NOTICEABLE = 0.02;

/** @throws CodedError `picture-too-small` when a scale would have no whole window */
function requireScales({ width, height }: Size): void {
  if (Math.min(width, height) >= MIN_MS_SSIM_SIDE_PX) return;
  throw new CodedError('picture-too-small', { width, height, minSide: MIN_MS_SSIM_SIDE_PX });
}

interface Scale {
  readonly a: SizedPlane;
  readonly b: SizedPlane;
  readonly weight: number;
  /** The coarsest scale alone compares luminance. */
  readonly luminance: boolean;
}

function scalesOf(a: Float32Array, b: Float32Array, { width, height }: Size): Scale[] {
  const scales: Scale[] = [];
  let pair = { a: { width, height, data: a }, b: { width, height, data: b } };
  WEIGHTS.forEach((weight, at) => {
    scales.push({ ...pair, weight, luminance: at === COARSEST });
    if (at < COARSEST) pair = { a: halvePlane(pair.a), b: halvePlane(pair.b) };
  });
  return scales;
}

/** Planes that are more unlike than unrelated ones have no real power; they count as unrelated. */
const power = (value: number, exponent: number) => Math.max(0, value) ** exponent;

const mapOfScale = ({ a, b, luminance }: Scale) => similarityMap(a.data, b.data, a.width, a.height, { luminance });

function measure(a: FloatPlanes, b: FloatPlanes): number {
  requireSameShape(a, b);
  requireScales(a);
  const products = channelPairs(a, b).map(([planeA, planeB]) =>
    scalesOf(planeA, planeB, a).reduce((product, scale) => product * power(meanOf(mapOfScale(scale)), scale.weight), 1),
  );
  return products.reduce((sum, product) => sum + product, 0) / CHANNELS;
}

/** The product of the similarities of all scales at each pixel of one channel, coarse ones interpolated. */
function productMap(a: Float32Array, b: Float32Array, size: Size): Float32Array {
  return scalesOf(a, b, size).reduceRight<SizedPlane | undefined>((coarser, scale) => {
    const { width, height } = scale.a;
    const data = mapOfScale(scale).map((value) => (value === 1 ? 1 : power(value, scale.weight)));
    if (coarser) {
      const upper = doubleAlong(coarser, { width, height });
      for (let pixel = 0; pixel < data.length; pixel++) data[pixel] *= upper[pixel];
    }
    return { width, height, data };
  }, undefined)?.data as Float32Array;
}

function map(a: FloatPlanes, b: FloatPlanes): FloatMap {
  requireSameShape(a, b);
  requireScales(a);
  const result = createFloatMap(a.width, a.height);
  for (const [planeA, planeB] of channelPairs(a, b)) {
    const product = productMap(planeA, planeB, a);
    for (let pixel = 0; pixel < product.length; pixel++) {
      result.data[pixel] = Math.max(result.data[pixel], Math.min(1, 1 - product[pixel]));
    }
  }
  return result;
}

/** The derivative of one channel's product of means: each scale's own, carried to the finer ones on the way down. */
function channelGradient(a: Float32Array, b: Float32Array, size: Size): Float32Array {
  const scales = scalesOf(a, b, size);
  const parts = scales.map(({ a, b, luminance }) =>
    similarityGradient(a.data, b.data, a.width, a.height, { luminance }),
  );
  const product = parts.reduce((value, { mean }, at) => value * power(mean, WEIGHTS[at]), 1);
  if (product === 0) return new Float32Array(a.length);
  return parts.reduceRight<SizedPlane | undefined>((coarser, { mean, gradient }, at) => {
    const { width, height } = scales[at].a;
    const factor = (product * WEIGHTS[at]) / (mean * CHANNELS);
    const data = gradient.map((value) => value * factor);
    if (coarser) {
      const spread = spreadHalves(coarser, { width, height });
      for (let pixel = 0; pixel < data.length; pixel++) data[pixel] += spread[pixel];
    }
    return { width, height, data };
  }, undefined)?.data as Float32Array;
}

/**
 * Multi-scale structural similarity (Wang, Simoncelli & Bovik 2003, equation 7) over five scales, each half as large as
 * the one before, per channel: 1 for equal pictures, 0 at least. A scale whose mean similarity is negative counts as 0,
 * and then so does the gradient.
 *
 * All its functions throw CodedError `picture-too-small` when a side is below 176 pixels.
 */
export const msSsim: Metric = {
  identical: 1,
  amplitude: Math.sqrt,
  noticeable: NOTICEABLE,
  measure,
  map,
  gradient: (a, b) => {
    requireSameShape(a, b);
    requireScales(a);
    return mapPlanes(a, (plane, channel) => channelGradient(plane, b.planes[channel], a));
  },
};
