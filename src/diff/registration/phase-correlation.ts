import type { Point } from '../../contract/geometry.ts';
import {
  type ComplexMap,
  createComplexMap,
  fourierTransform,
  inverseFourierTransform,
  nextPowerOfTwo,
} from '../../imaging/fourier.ts';
import type { FloatMap } from '../../imaging/image.ts';

/** What phase correlation says of two maps. */
export interface PhaseCorrelation {
  /** Pixels to the right and down: b at p + shift shows what a shows at p. */
  readonly shift: Point;
  /** Height of the peak, 0 to 1: 1 when b is a, moved. */
  readonly response: number;
}

/** Frequencies beyond this share of the finest are mostly noise: the weight of the spectrum falls as a Gaussian of this width. */
const BANDWIDTH = 0.35;

function hann(length: number): Float64Array {
  return Float64Array.from({ length }, (_, at) => 0.5 - 0.5 * Math.cos((2 * Math.PI * (at + 0.5)) / length));
}

function mean(values: Float32Array): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum / values.length;
}

/** Writes a map without its mean, faded out towards its border, into a corner of a larger plane. */
function placeWindowed({ width, height, data }: FloatMap, into: Float64Array, stride: number): void {
  const [across, down] = [hann(width), hann(height)];
  const middle = mean(data);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) into[y * stride + x] = (data[y * width + x] - middle) * across[x] * down[y];
  }
}

function gaussianBand(length: number): Float64Array {
  return Float64Array.from({ length }, (_, at) => {
    const frequency = (2 * Math.min(at, length - at)) / length;
    return Math.exp(-0.5 * (frequency / BANDWIDTH) ** 2);
  });
}

/**
 * Replaces the spectrum of a + ib by the phase of conj(A) B, weighed by the band. a and b are real, so A and B are the even
 * and odd parts of their common spectrum. @returns the sum of the weights
 */
function keepPhase({ width, height, real, imaginary }: ComplexMap): number {
  const [across, down] = [gaussianBand(width), gaussianBand(height)];
  const phases = { real: new Float64Array(real.length), imaginary: new Float64Array(real.length) };
  let total = 0;
  for (let v = 0; v < height; v++) {
    for (let u = 0; u < width; u++) {
      const at = v * width + u;
      const mirrored = ((height - v) % height) * width + ((width - u) % width);
      const aReal = real[at] + real[mirrored];
      const aImaginary = imaginary[at] - imaginary[mirrored];
      const bReal = imaginary[at] + imaginary[mirrored];
      const bImaginary = real[mirrored] - real[at];
      const crossReal = aReal * bReal + aImaginary * bImaginary;
      const crossImaginary = aReal * bImaginary - aImaginary * bReal;
      const size = Math.sqrt(crossReal * crossReal + crossImaginary * crossImaginary);
      if (size === 0) continue;
      const weight = across[u] * down[v];
      phases.real[at] = (weight * crossReal) / size;
      phases.imaginary[at] = (weight * crossImaginary) / size;
      total += weight;
    }
  }
  real.set(phases.real);
  imaginary.set(phases.imaginary);
  return total;
}

/** Where between three neighbours a Gaussian peak stands, -0.5 to 0.5. */
function peakOffset(before: number, peak: number, after: number): number {
  if (before <= 0 || after <= 0) return 0;
  const [left, middle, right] = [Math.log(before), Math.log(peak), Math.log(after)];
  const curvature = left - 2 * middle + right;
  return curvature < 0 ? Math.max(-0.5, Math.min(0.5, (left - right) / (2 * curvature))) : 0;
}

function findPeak({ width, height, real }: ComplexMap, total: number): PhaseCorrelation {
  let peak = 0;
  for (let at = 1; at < real.length; at++) if (real[at] > real[peak]) peak = at;
  const x = peak % width;
  const y = (peak - x) / width;
  const value = (column: number, row: number) => real[((row + height) % height) * width + ((column + width) % width)];
  const dx = peakOffset(value(x - 1, y), value(x, y), value(x + 1, y));
  const dy = peakOffset(value(x, y - 1), value(x, y), value(x, y + 1));
  const signed = (at: number, length: number) => (at > length / 2 ? at - length : at);
  return {
    shift: { x: signed(x, width) + dx, y: signed(y, height) + dy },
    response: total === 0 ? 0 : (value(x, y) * real.length) / total,
  };
}

/**
 * Finds the shift between two maps (Kuglin & Hines 1975), with a Hann window and to a fraction of a pixel. The maps may
 * differ in size; their top left corners are taken to lie on each other at shift 0.
 */
export function phaseCorrelate(a: FloatMap, b: FloatMap): PhaseCorrelation {
  const width = nextPowerOfTwo(Math.max(a.width, b.width));
  const height = nextPowerOfTwo(Math.max(a.height, b.height));
  const map = createComplexMap(width, height);
  placeWindowed(a, map.real, width);
  placeWindowed(b, map.imaginary, width);
  fourierTransform(map);
  const total = keepPhase(map);
  inverseFourierTransform(map);
  return findPeak(map, total);
}
