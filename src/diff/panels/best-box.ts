import type { Box } from '../../contract/geometry.ts';
import { createFloatMap, type FloatMap } from '../../imaging/image.ts';
import type { Direction } from './direction.ts';

/** A box and the sum of the map over it. */
export interface ScoredBox {
  readonly box: Box;
  readonly score: number;
}

/** Sums of each row up to each column: at [y * (width + 1) + x] stands the sum of the first x values of row y. */
function runningRows({ width, height, data }: FloatMap): Float64Array {
  const sums = new Float64Array((width + 1) * height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) sums[y * (width + 1) + x + 1] = sums[y * (width + 1) + x] + data[y * width + x];
  }
  return sums;
}

/** The best box of at most this width: every pair of columns, and Kadane's scan (Bentley 1984) down the rows between. */
function findBestNarrow(map: FloatMap, maxWidth: number): ScoredBox | undefined {
  const { width, height } = map;
  const rows = runningRows(map);
  let best: ScoredBox | undefined;
  for (let left = 0; left < width; left++) {
    for (let right = left + 1; right <= Math.min(width, left + maxWidth); right++) {
      let score = 0;
      let top = 0;
      for (let y = 0; y < height; y++) {
        if (score <= 0) {
          score = 0;
          top = y;
        }
        const row = y * (width + 1);
        score += rows[row + right] - rows[row + left];
        if (score > (best?.score ?? 0)) {
          best = { box: { x: left, y: top, width: right - left, height: y + 1 - top }, score };
        }
      }
    }
  }
  return best;
}

function transpose({ width, height, data }: FloatMap): FloatMap {
  const result = createFloatMap(height, width);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) result.data[x * height + y] = data[y * width + x];
  }
  return result;
}

/**
 * The box over which a map sums to most.
 *
 * @param map of positive and negative scores; time grows with the third power of its sides
 * @param maxLength of the box along the direction: no longer than the way to the second panel
 * @returns undefined when no value is positive
 */
export function findBestBox(map: FloatMap, direction: Direction, maxLength: number): ScoredBox | undefined {
  if (direction === 'across') return findBestNarrow(map, maxLength);
  const best = findBestNarrow(transpose(map), maxLength);
  if (best === undefined) return undefined;
  const { x, y, width, height } = best.box;
  return { score: best.score, box: { x: y, y: x, width: height, height: width } };
}
