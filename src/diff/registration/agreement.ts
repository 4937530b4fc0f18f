import type { Box, Size } from '../../contract/geometry.ts';
import type { ProjectiveMatrix } from '../../imaging/projective.ts';
import { type Frame, outOfFrame } from './frame.ts';
import { GRADIENT_STRIDE, type GradientMap } from './gradient-map.ts';

/** Tiles along the longer side. A puzzle changes a few of them; the median does not feel it. */
const TILES_ON_LONG_SIDE = 12;
/** Tiles in which neither picture varies by more than this many grey levels show nothing to compare. */
const MIN_DEVIATION = 2.5;
/** Variance of noise that no picture is free of, in squared grey levels: a plain tile agrees with nothing. */
const NOISE_VARIANCE = 1;
/** A tile is compared when the second picture shows at least this share of it. */
const MIN_SEEN_SHARE = 0.5;

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

/** Reads the levels of a map between its pixels (bilinear); undefined outside. */
function readLevel({ width, height, data }: GradientMap, x: number, y: number): number | undefined {
  if (!(x >= 0 && y >= 0 && x < width - 1 && y < height - 1)) return undefined;
  const [left, top] = [x | 0, y | 0];
  const [tx, ty] = [x - left, y - top];
  const p = (top * width + left) * GRADIENT_STRIDE;
  const q = p + width * GRADIENT_STRIDE;
  const upper = data[p] + tx * (data[p + GRADIENT_STRIDE] - data[p]);
  const lower = data[q] + tx * (data[q + GRADIENT_STRIDE] - data[q]);
  return upper + ty * (lower - upper);
}

/** The sums of one tile of the first map; `matrix` maps pixels. */
function sumTile(a: GradientMap, b: GradientMap, matrix: ProjectiveMatrix, tile: Box): Float64Array {
  const [m0, m1, m2, m3, m4, m5, m6, m7, m8] = matrix;
  let [count, sumA, sumB, sumAA, sumAB, sumBB] = new Float64Array(SUMS);
  for (let y = tile.y; y < tile.y + tile.height; y++) {
    for (let x = tile.x; x < tile.x + tile.width; x++) {
      const scale = 1 / (m6 * x + m7 * y + m8);
      const levelB = readLevel(b, (m0 * x + m1 * y + m2) * scale, (m3 * x + m4 * y + m5) * scale);
      if (levelB === undefined) continue;
      const levelA = a.data[(y * a.width + x) * GRADIENT_STRIDE];
      count++;
      sumA += levelA;
      sumB += levelB;
      sumAA += levelA * levelA;
      sumAB += levelA * levelB;
      sumBB += levelB * levelB;
    }
  }
  return Float64Array.of(count, sumA, sumB, sumAA, sumAB, sumBB);
}

function tilesOf({ width, height }: Size, side: number): Box[] {
  const tiles: Box[] = [];
  for (let y = 0; y < height; y += side) {
    for (let x = 0; x < width; x += side) {
      tiles.push({ x, y, width: Math.min(side, width - x), height: Math.min(side, height - y) });
    }
  }
  return tiles;
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
  const pixels = outOfFrame(matrix, frame);
  const side = Math.max(1, Math.ceil(Math.max(a.width, a.height) / TILES_ON_LONG_SIDE));
  const tiles = tilesOf(a, side).map((tile) => sumTile(a, b, pixels, tile));
  const correlations = tiles
    .filter((sums) => sums[0] >= MIN_SEEN_SHARE * side * side)
    .map(tileCorrelation)
    .filter((value) => value !== undefined);
  return correlations.length === 0 ? undefined : median(correlations);
}
