import type { FloatMap } from '../../imaging/image.ts';

/** Fine enough that a step is invisible, coarse enough to be counted fast. */
export const LEVELS = 4096;

/** How often each of LEVELS levels of 0 to 1 occurs in a map; level 0 holds exact zeros alone. */
export function levelCounts({ data }: FloatMap): Uint32Array {
  const counts = new Uint32Array(LEVELS);
  for (let pixel = 0; pixel < data.length; pixel++) counts[Math.ceil(Math.min(1, data[pixel]) * (LEVELS - 1))]++;
  return counts;
}
