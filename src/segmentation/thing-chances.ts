import { CONTEXT_NAMES, describeContext } from './candidate-context.ts';
import type { Overlaps } from './candidate-overlaps.ts';
import type { Judged } from './judge-candidates.ts';
import { loadForest, type RegressionForest } from './regression-forest.ts';

let loaded: RegressionForest | undefined;

/**
 * How likely each candidate is the one that shows some thing best: of all that show the same thing only one does, so
 * that the chances of all together come to about the number of things. Learned from drawn scenes and pasted
 * photographs by scripts/train-forest.py.
 *
 * @returns above 0, hardly ever above 1
 */
export function chancesOf(judged: readonly Judged[], overlaps: readonly Overlaps[]): Float64Array {
  loaded ??= loadForest('thing-chances.json', CONTEXT_NAMES);
  return loaded.answer(describeContext(judged, overlaps)).map(Math.exp);
}
