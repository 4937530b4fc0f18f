import { MAX_GREY_LEVEL } from '../../imaging/planes.ts';
import { biweight, outlierReach } from './robust.ts';

/** How one channel of a picture becomes that of another: value * gain + offset, then cut to 0 .. 255. */
export interface LightFit {
  readonly gain: number;
  /** Grey levels. */
  readonly offset: number;
}

const IDENTITY: LightFit = { gain: 1, offset: 0 };
/** Pixels looked at; more do not make the fit better than a hundredth of a grey level. */
const MAX_SAMPLES = 40_000;
const ITERATIONS = 12;
/** Grey levels; the light of two exposures of one thing may differ by about this much before a fit. */
const MAX_LOSS = 32;
/** Below this spread (grey levels) a channel is flat and says nothing about the gain. */
const MIN_SPREAD = 2;
/** Exposures of one picture lie within these gains; a fit outside has been led astray. */
const GAIN_RANGE = { min: 0.4, max: 2.5 };

interface Samples {
  readonly a: Float32Array;
  readonly b: Float32Array;
}

/** Evenly spread pixels; a stride that is odd does not fall in step with rows of even width. */
function sample(a: Float32Array, b: Float32Array): Samples {
  const stride = Math.max(1, Math.floor(a.length / MAX_SAMPLES)) | 1;
  const length = Math.ceil(a.length / stride);
  const pick = (plane: Float32Array) => Float32Array.from({ length }, (_, at) => plane[at * stride]);
  return { a: pick(a), b: pick(b) };
}

const clip = (value: number) => Math.min(MAX_GREY_LEVEL, Math.max(0, value));

function median(values: Float32Array): number {
  const sorted = Float32Array.from(values).sort();
  return sorted[sorted.length >> 1];
}

function residuals({ a, b }: Samples, { gain, offset }: LightFit): Float32Array {
  const result = new Float32Array(a.length);
  for (let at = 0; at < a.length; at++) result[at] = a[at] - clip(b[at] * gain + offset);
  return result;
}

/** Mean size of the residuals, where a change counts no more than MAX_LOSS. */
function lossOf(samples: Samples, fit: LightFit): number {
  const residual = residuals(samples, fit);
  let sum = 0;
  for (let at = 0; at < residual.length; at++) sum += Math.min(MAX_LOSS, Math.abs(residual[at]));
  return sum / residual.length;
}

/** Pixels that the fit cuts off agree with it without saying anything about its gain. */
const isCut = (value: number) => value <= 0 || value >= MAX_GREY_LEVEL;

/**
 * The line through the weighted samples that treats both pictures alike (reduced major axis), so that noise in one of
 * them does not flatten it. Undefined when they are too much alike to tell a gain.
 */
function weightedLine({ a, b }: Samples, weightOf: (at: number) => number): LightFit | undefined {
  let [weights, sumA, sumB, squaresA, squaresB] = [0, 0, 0, 0, 0];
  for (let at = 0; at < a.length; at++) {
    const weight = weightOf(at);
    weights += weight;
    sumA += weight * a[at];
    sumB += weight * b[at];
    squaresA += weight * a[at] * a[at];
    squaresB += weight * b[at] * b[at];
  }
  if (weights === 0) return undefined;
  const [meanA, meanB] = [sumA / weights, sumB / weights];
  const deviation = (squares: number, mean: number) => Math.sqrt(Math.max(0, squares / weights - mean ** 2));
  const [deviationA, deviationB] = [deviation(squaresA, meanA), deviation(squaresB, meanB)];
  if (deviationA < MIN_SPREAD || deviationB < MIN_SPREAD) return undefined;
  const gain = deviationA / deviationB;
  return { gain, offset: meanA - gain * meanB };
}

const isPlausible = ({ gain }: LightFit) => gain >= GAIN_RANGE.min && gain <= GAIN_RANGE.max;

/** The best of a few starts: the pictures as they are, a shift of the median, the line through all samples. */
function startOf(samples: Samples): LightFit {
  const shift = { gain: 1, offset: median(residuals(samples, IDENTITY)) };
  const starts = [IDENTITY, shift, weightedLine(samples, () => 1) ?? IDENTITY].filter(isPlausible);
  const losses = starts.map((start) => lossOf(samples, start));
  return starts[losses.indexOf(Math.min(...losses))];
}

/**
 * Fits gain and offset that carry channel `b` to channel `a` of one registered pair, by iteratively reweighted lines
 * with Tukey's biweight: changes between the pictures, up to nearly half of the pixels, have no weight.
 *
 * @returns the identity for equal channels, and when no plausible fit exists
 */
export function fitLight(a: Float32Array, b: Float32Array): LightFit {
  const samples = sample(a, b);
  const start = startOf(samples);
  let fit = start;
  for (let iteration = 0; iteration < ITERATIONS; iteration++) {
    const residual = residuals(samples, fit);
    const reach = outlierReach(residual);
    const { gain, offset } = fit;
    const next = weightedLine(samples, (at) => {
      if (isCut(samples.a[at]) && isCut(samples.b[at] * gain + offset)) return 0;
      return biweight(residual[at], reach);
    });
    if (!next || !isPlausible(next)) break;
    fit = next;
  }
  return lossOf(samples, fit) < lossOf(samples, start) ? fit : start;
}

/** The channel in the other's light; unchanged by the identity. */
export function applyLight(plane: Float32Array, { gain, offset }: LightFit): Float32Array {
  const result = new Float32Array(plane.length);
  for (let pixel = 0; pixel < plane.length; pixel++) result[pixel] = clip(plane[pixel] * gain + offset);
  return result;
}
