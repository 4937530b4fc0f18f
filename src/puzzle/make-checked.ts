import { CodedError } from '../contract/coded-error.ts';
import { copyRgbImage, type RgbImage } from '../imaging/image.ts';
import { pastePatch } from '../imaging/patch.ts';
import { checkPuzzle } from './check-puzzle.ts';
import { type MadeDifference, type MakeContext, type MakeCosts, makeDifferences } from './make-differences.ts';
import type { Candidate } from './plan.ts';

/** A puzzle that passed. */
export interface CheckedPuzzle {
  readonly made: readonly MadeDifference[];
  readonly altered: RgbImage;
}

function alter(original: RgbImage, made: readonly MadeDifference[]): RgbImage {
  const altered = copyRgbImage(original);
  for (const { patch } of made) pastePatch(altered, patch);
  return altered;
}

function tooFew(possible: number, wanted: number): CodedError {
  return possible === 0 ? new CodedError('no-objects', {}) : new CodedError('too-few-objects', { possible, wanted });
}

/**
 * Makes differences until the diff engine, told nothing, finds exactly the wanted number; what it does not confirm is
 * undone and replaced.
 *
 * @param candidates is emptied of those that were tried
 * @param onCheck is called before each look at the whole puzzle
 * @throws CodedError `no-objects`, `too-few-objects`
 */
export async function makeChecked(
  candidates: Candidate[],
  wanted: number,
  context: MakeContext,
  costs: MakeCosts,
  onCheck: () => void,
): Promise<CheckedPuzzle> {
  let made: readonly MadeDifference[] = [];
  for (;;) {
    const before = candidates.length;
    made = await makeDifferences(candidates, made, wanted, context, costs);
    onCheck();
    const start = performance.now();
    const altered = alter(context.image, made);
    const check = checkPuzzle(context.image, altered, made);
    costs.checkMs += performance.now() - start;
    if (check.passed && made.length === wanted) return { made, altered };
    if (candidates.length === before || check.passed) throw tooFew(check.confirmed.length, wanted);
    made = check.confirmed;
  }
}
