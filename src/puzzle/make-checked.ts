import { CodedError } from '../contract/coded-error.ts';
import type { PuzzleChecks } from '../contract/messages.ts';
import { copyRgbImage, type RgbImage } from '../imaging/image.ts';
import { pastePatch } from '../imaging/patch.ts';
import { checkPuzzle } from './check-puzzle.ts';
import { DifferenceMaker, type MadeDifference, type MakeCosts } from './make-differences.ts';
import type { PictureContext } from './open-thing.ts';
import type { Try } from './plan/find-tries.ts';

/** A puzzle that passed. */
export interface CheckedPuzzle {
  readonly made: readonly MadeDifference[];
  readonly altered: RgbImage;
  readonly checks: PuzzleChecks;
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
 * @param tries what may be made, best first
 * @param wanted how many differences, and whether fewer will do where the picture has no more
 * @param onCheck is called before each look at the whole puzzle
 * @throws CodedError `no-objects`, `too-few-objects`
 */
export async function makeChecked(
  tries: readonly Try[],
  wanted: { readonly differences: number; readonly fewer?: boolean | undefined },
  context: PictureContext,
  costs: MakeCosts,
  onCheck: () => void,
): Promise<CheckedPuzzle> {
  const maker = new DifferenceMaker(tries, wanted.differences, context, costs);
  for (;;) {
    const made = await maker.make();
    if (made.length === 0) throw tooFew(0, wanted.differences);
    onCheck();
    const start = performance.now();
    const altered = alter(context.image, made);
    const check = await checkPuzzle(context.image, altered, made);
    costs.checkMs += performance.now() - start;
    const isEnough = made.length === wanted.differences || wanted.fewer === true;
    if (check.passed && isEnough) return { made, altered, checks: check.found };
    if (check.passed) throw tooFew(made.length, wanted.differences);
    maker.discard(check.culprits);
  }
}
