import type { Mask, RgbImage } from '../../imaging/image.ts';
import { createRgbImage } from '../../imaging/image.ts';

/** How one channel of B has to be changed to look like A's: gain * value + offset. */
interface ToneFit {
  readonly gain: number;
  readonly offset: number;
}

/** Pixels that are looked at: more say nothing new. */
const MAX_SAMPLES = 20_000;
const ITERATIONS = 12;
/** Tukey's biweight: residuals beyond this many robust deviations count for nothing, so that differences do not pull. */
const TUKEY = 4.685;
/** Median absolute deviation to standard deviation for normal noise. */
const MAD_TO_SIGMA = 1.4826;
/** Grey levels; deviations are never taken to be smaller than the rounding of bytes. */
const LEAST_SIGMA = 0.5;
/** A correction below this (grey levels, anywhere) is none: equal pictures stay as they are. */
const LEAST_CORRECTION = 1.5;
/** Beyond these the pictures do not differ by exposure. */
const GAIN = { min: 0.6, max: 1.6 };
const MAX_BYTE = 255;

function median(values: Float64Array): number {
  const sorted = values.slice().sort();
  return sorted[Math.floor(sorted.length / 2)];
}

/** Weighted least squares of a = gain * b + offset. */
function weightedFit(a: Float64Array, b: Float64Array, weights: Float64Array): ToneFit | undefined {
  let [n, sb, sa, sbb, sab] = [0, 0, 0, 0, 0];
  for (let at = 0; at < a.length; at++) {
    const w = weights[at];
    n += w;
    sb += w * b[at];
    sa += w * a[at];
    sbb += w * b[at] * b[at];
    sab += w * a[at] * b[at];
  }
  const determinant = n * sbb - sb * sb;
  if (determinant <= 0) return undefined;
  const gain = (n * sab - sa * sb) / determinant;
  return { gain, offset: (sa - gain * sb) / n };
}

/** Iteratively reweighted least squares with Tukey's biweight (Holland & Welsch 1977). */
function robustFit(a: Float64Array, b: Float64Array): ToneFit {
  let fit: ToneFit = { gain: 1, offset: median(a.map((value, at) => value - b[at])) };
  for (let iteration = 0; iteration < ITERATIONS; iteration++) {
    const residuals = a.map((value, at) => value - fit.gain * b[at] - fit.offset);
    const sigma = Math.max(LEAST_SIGMA, MAD_TO_SIGMA * median(residuals.map(Math.abs)));
    const weights = residuals.map((residual) => Math.max(0, 1 - (residual / (TUKEY * sigma)) ** 2) ** 2);
    fit = weightedFit(a, b, weights) ?? fit;
  }
  return fit;
}

function sampleChannel(image: RgbImage, pixels: readonly number[], channel: number): Float64Array {
  return Float64Array.from(pixels, (pixel) => image.data[pixel * 3 + channel]);
}

const isPlausible = ({ gain }: ToneFit) => gain >= GAIN.min && gain <= GAIN.max;
const isNothing = ({ gain, offset }: ToneFit) =>
  Math.max(Math.abs(offset), Math.abs((gain - 1) * MAX_BYTE + offset)) < LEAST_CORRECTION;

/**
 * Gives B the exposure of A: a robust gain and offset per channel, fitted where both pictures show something.
 *
 * @param overlap of the size of both; where B shows nothing it says nothing
 * @returns B itself when no correction is worth it
 */
export function matchTones(a: RgbImage, b: RgbImage, overlap: Mask): RgbImage {
  const step = Math.max(1, Math.floor((a.width * a.height) / MAX_SAMPLES));
  const pixels: number[] = [];
  for (let pixel = Math.floor(step / 2); pixel < overlap.data.length; pixel += step) if (overlap.data[pixel]) pixels.push(pixel);
  if (pixels.length === 0) return b;
  const fits = [0, 1, 2].map((channel) => robustFit(sampleChannel(a, pixels, channel), sampleChannel(b, pixels, channel)));
  if (!fits.every(isPlausible) || fits.every(isNothing)) return b;
  const tables = fits.map(({ gain, offset }) =>
    Uint8Array.from({ length: MAX_BYTE + 1 }, (_, value) => Math.round(Math.min(MAX_BYTE, Math.max(0, gain * value + offset)))),
  );
  return createRgbImage(b.width, b.height, b.data.map((value, at) => tables[at % 3][value]));
}
