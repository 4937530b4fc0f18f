import { quantileOfCounts } from '../../imaging/histogram.ts';
import { above } from './above.ts';
import { LEVELS, levelCounts } from './level-counts.ts';
import type { Postprocessor } from './postprocessor.ts';

/** The classic recipe's share: at most 5 % of a puzzle is different. */
export const DEFAULT_QUANTILE = 0.95;

/** @throws RangeError when the share is not 0 to 1 */
export function requireQuantile(quantile: number): void {
  if (quantile >= 0 && quantile <= 1) return;
  throw new RangeError(`quantile: expected 0 to 1, received ${quantile}`);
}

/** The pixels that differ most: a share of all of them, whatever the pair. Fewer when many are alike. */
export const quantile: Postprocessor = (map, { quantile: share = DEFAULT_QUANTILE }) => {
  requireQuantile(share);
  return above(map, quantileOfCounts(levelCounts(map), share) / (LEVELS - 1));
};
