import type { ProjectiveMatrix } from '../../imaging/projective.ts';
import type { Frame } from './frame.ts';
import { GRADIENT_STRIDE, type GradientMap } from './gradient-map.ts';
import { createObservations, observe } from './observations.ts';
import type { Samples } from './samples.ts';

/** Tiles along the longer side. A puzzle changes a few of them; the median does not feel it. */
const TILES_ON_LONG_SIDE = 12;
/** Tiles in which neither picture varies by more than this many grey levels show nothing to compare. */
const MIN_DEVIATION = 2.5;
/** Variance of noise that no picture is free of, in squared grey levels: a plain tile agrees with nothing. */
const NOISE_VARIANCE = 1;
/** A tile is compared when the second picture shows at least this share of it. */
const MIN_SEEN_SHARE = 0.5;

/** Every pixel of a map as a sample, row-major. */
function everyPixel({ width, height, data }: GradientMap, { centreX, centreY, unitPx }: Frame): Samples {
  const count = width * height;
  const samples = { count, x: new Float32Array(count), y: new Float32Array(count), level: new Float32Array(count) };
  for (let y = 0, at = 0; y < height; y++) {
    for (let x = 0; x < width; x++, at++) {
      samples.x[at] = (x - centreX) / unitPx;
      samples.y[at] = (y - centreY) / unitPx;
      samples.level[at] = data[at * GRADIENT_STRIDE];
    }
  }
  return samples;
}

/** Sums of one tile: how many pixels are seen, and of their levels a and b. */
const SUMS = 6;

function tileCorrelation([n, sumA, sumB, sumAA, sumAB, sumBB]: Float64Array): number | undefined {
  const varianceA = sumAA / n - (sumA / n) ** 2;
  const varianceB = sumBB / n - (sumB / n) ** 2;
  if (Math.max(varianceA, varianceB) < MIN_DEVIATION ** 2) return undefined;
  const covariance = sumAB / n - (sumA / n) * (sumB / n);
  return covariance / Math.sqrt((varianceA + NOISE_VARIANCE) * (varianceB + NOISE_VARIANCE));
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/**
 * How much two pictures look alike when laid on each other: the correlation coefficient of each part of the picture, and of
 * those the median. Two pictures of one scene reach more than 0.8 however many things were changed in one of them; pictures
 * of different scenes stay near 0.
 *
 * @param matrix in the frame's coordinates
 * @returns -1 to 1; undefined when no part that both show holds anything to compare
 */
export function measureAgreement(
  a: GradientMap,
  b: GradientMap,
  frame: Frame,
  matrix: ProjectiveMatrix,
): number | undefined {
  const samples = everyPixel(a, frame);
  const observations = createObservations(samples.count);
  observe(samples, b, frame, matrix, observations);
  const side = Math.max(1, Math.ceil(Math.max(a.width, a.height) / TILES_ON_LONG_SIDE));
  const columns = Math.ceil(a.width / side);
  const tiles = Array.from({ length: columns * Math.ceil(a.height / side) }, () => new Float64Array(SUMS));
  for (let y = 0, at = 0; y < a.height; y++) {
    const row = Math.floor(y / side) * columns;
    for (let x = 0; x < a.width; x++, at++) {
      if (!observations.seen[at]) continue;
      const sums = tiles[row + Math.floor(x / side)];
      const levelA = samples.level[at];
      const levelB = observations.level[at];
      sums[0]++;
      sums[1] += levelA;
      sums[2] += levelB;
      sums[3] += levelA * levelA;
      sums[4] += levelA * levelB;
      sums[5] += levelB * levelB;
    }
  }
  const correlations = tiles
    .filter((sums) => sums[0] >= MIN_SEEN_SHARE * side * side)
    .map(tileCorrelation)
    .filter((value) => value !== undefined);
  return correlations.length === 0 ? undefined : median(correlations);
}
