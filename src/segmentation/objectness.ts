import { FEATURE_NAMES, type Features } from './feature-names.ts';
import { loadForest, type RegressionForest } from './regression-forest.ts';

let loaded: RegressionForest | undefined;

/**
 * How much each of several candidates looks like a whole thing: the square of its expected overlap (intersection over
 * union) with one, by the model that scripts/train-forest.py makes from drawn scenes and pasted photographs.
 *
 * @returns 0 to 1 each
 */
export function judgeObjectness(measured: readonly Features[]): Float64Array {
  loaded ??= loadForest('objectness.json', FEATURE_NAMES);
  const width = FEATURE_NAMES.length;
  const rows = new Float64Array(measured.length * width);
  let to = 0;
  for (const features of measured) for (const name of FEATURE_NAMES) rows[to++] = features[name];
  const answers = loaded.answer(rows);
  for (let at = 0; at < answers.length; at++) answers[at] = Math.min(1, Math.max(0, answers[at]));
  return answers;
}
