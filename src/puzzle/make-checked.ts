import { CodedError } from '../contract/coded-error.ts';
import type { PuzzleChecks } from '../contract/messages.ts';
import { copyRgbImage, type RgbImage } from '../imaging/image.ts';
import { pastePatch } from '../imaging/patch.ts';
import type { CheckedEdit } from './check-edit.ts';
import { checkPuzzle, type Shown } from './check-puzzle.ts';
import type { EditedPatch } from './edits/edit.ts';
import type { Option } from './plan/option.ts';

/** A difference that was made and passed its own check. */
export interface MadeDifference extends CheckedEdit, Option {
  readonly patch: EditedPatch;
}

/** Whether an option of a plan was made already. */
export const isMade = (option: Option | MadeDifference): option is MadeDifference => 'patch' in option;

/** Milliseconds and counts, for the report. */
export interface MakeCosts {
  editMs: number;
  checkMs: number;
  tried: number;
}

/** What makes the differences of one puzzle, and others in the place of those that turn out to be wrong. */
export interface Maker {
  /** @returns differences that can stand beside each other; fewer than wanted when there is no room for more */
  make(): Promise<readonly MadeDifference[]>;
  /** Leaves differences out of all further plans. */
  discard(wrong: readonly MadeDifference[]): void;
  /** Nothing more is wanted of it. */
  close(): void;
}

/** A puzzle that passed. */
export interface CheckedPuzzle<Drawn> {
  readonly made: readonly MadeDifference[];
  readonly checks: PuzzleChecks;
  readonly drawn: Drawn;
}

/** What is done with each puzzle that is looked at. */
interface Finish<Drawn> {
  /** The original as it comes out elsewhere. */
  readonly elsewhere: Shown;
  /** Is called before it is checked. */
  readonly onCheck: () => void;
  /** Draws it while it is checked: nearly all pass, and most of both is done on other threads. */
  readonly draw: (made: readonly MadeDifference[], altered: RgbImage) => Promise<Drawn>;
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
 * @param maker makes them; is closed in the end
 * @param wanted how many differences, and whether fewer will do where the picture has no more
 * @throws CodedError `no-objects`, `too-few-objects`
 */
export async function makeChecked<Drawn>(
  maker: Maker,
  wanted: { readonly differences: number; readonly fewer?: boolean | undefined },
  image: RgbImage,
  costs: MakeCosts,
  { elsewhere, onCheck, draw }: Finish<Drawn>,
): Promise<CheckedPuzzle<Drawn>> {
  const check = async (made: readonly MadeDifference[], altered: RgbImage) => {
    const start = performance.now();
    const result = await checkPuzzle(image, altered, made, elsewhere);
    costs.checkMs += performance.now() - start;
    return result;
  };
  try {
    for (;;) {
      const made = await maker.make();
      const isEnough = made.length === wanted.differences || wanted.fewer === true;
      if (made.length === 0) throw tooFew(0, wanted.differences);
      onCheck();
      const altered = alter(image, made);
      const [{ passed, culprits, found }, drawn] = await Promise.all([
        check(made, altered),
        isEnough ? draw(made, altered) : undefined,
      ]);
      if (passed && drawn !== undefined) return { made, checks: found, drawn };
      if (passed) throw tooFew(made.length, wanted.differences);
      maker.discard(culprits);
    }
  } finally {
    maker.close();
  }
}
