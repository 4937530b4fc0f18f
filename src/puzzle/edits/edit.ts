import type { Level } from '../../contract/answer-key.ts';
import type { RgbImage } from '../../imaging/image.ts';
import type { Patch } from '../../imaging/patch.ts';
import type { PlacedMask } from '../../imaging/placed-mask.ts';
import type { Random } from '../../imaging/random.ts';
import type { Proposal } from '../../segmentation/propose.ts';
import type { Matte } from '../../segmentation/refine-mask.ts';

/** What an edit works on. */
export interface EditContext {
  /** The puzzle image as it was. */
  readonly image: RgbImage;
  readonly proposal: Proposal;
  /** The proposal at the puzzle image's own pixels. */
  readonly matte: Matte;
  readonly level: Level;
  readonly random: Random;
  /** Other things of the picture, at the puzzle image's own pixels: what is made up must not be made of them. */
  readonly others: readonly PlacedMask[];
  readonly signal?: AbortSignal | undefined;
}

/** One way to change a thing. */
export interface Edit {
  /** How well the edit suits a proposal: 0 (not at all) to 1. */
  suits(proposal: Proposal): number;
  /** Makes the change. @returns the new pixels, or undefined when no good change of this kind exists here */
  apply(context: EditContext): Patch | undefined | Promise<Patch | undefined>;
}
