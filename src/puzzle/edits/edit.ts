import type { Level } from '../../contract/answer-key.ts';
import type { Box, Size } from '../../contract/geometry.ts';
import type { RgbImage } from '../../imaging/image.ts';
import type { Patch } from '../../imaging/patch.ts';
import type { PlacedMask } from '../../imaging/placed-mask.ts';
import type { Random } from '../../imaging/random.ts';
import type { Proposal, ProposalSet } from '../../segmentation/propose.ts';
import type { Matte } from '../../segmentation/refine-mask.ts';
import type { PictureFacts } from '../picture-facts.ts';

/** The picture as it is without a thing. */
export interface Clearing {
  /** The whole picture; outside the hole it is as it was. */
  readonly image: RgbImage;
  readonly hole: PlacedMask;
  /** How much the filling gives itself away: 0 is not at all. */
  readonly penalty: number;
}

/** What an edit works on. */
export interface EditContext {
  /** The puzzle image as it was. */
  readonly image: RgbImage;
  readonly facts: PictureFacts;
  /** All that was found in the picture. */
  readonly found: ProposalSet;
  readonly proposal: Proposal;
  /** The proposal at the puzzle image's own pixels. */
  readonly matte: Matte;
  /** The larger thing that this one is a part of or grows out of, at the puzzle image's own pixels. */
  readonly host?: PlacedMask | undefined;
  readonly level: Level;
  readonly random: Random;
  /** Other things of the picture, at the puzzle image's own pixels: what is made up must not be made of them. */
  readonly others: readonly PlacedMask[];
  /** Takes the thing away; undefined where nothing can be made up. The costly part of most edits: done once a thing. */
  readonly clear: () => Promise<Clearing | undefined>;
  /** Has something else painted where the thing stands, by the prompt; absent where nobody gave one. */
  readonly repaint?: (() => Promise<Clearing | undefined>) | undefined;
  /** Whether a difference with this box would have the size and the place that the puzzle needs. */
  readonly mayChange: (box: Box) => boolean;
  /** Whether the change may look odd, as long as it is clean and fair; no when absent. */
  readonly isOdd?: boolean | undefined;
  /** Whether something stands in a box, or it lies in a face or in lettering. */
  readonly isOccupied: (box: Box) => boolean;
  readonly signal?: AbortSignal | undefined;
}

/** What a proposal is to the others: a thing by itself, a part of a larger one, nearly all of one, or what grows out of one. */
export type Role = 'alone' | 'part' | 'core' | 'limb';

/** New pixels, and how much gives them away. */
export interface EditedPatch extends Patch {
  /** Up to 1 nothing does (also when absent); more is kept for pictures that have too few things; from ODD_FLAW on it is odd. */
  readonly flaw?: number;
}

/** What is more flawed than this is no natural difference, however few there are. */
export const WORST_FLAW = 1.6;
/** The flaw of what is clean and fair but looks as no such thing does: where the puzzle may be odd, behind all else. */
export const ODD_FLAW = 2;

/** One way to change a thing. */
export interface Edit {
  /** How well the edit suits a proposal: 0 (not at all) to 1. */
  suits(proposal: Proposal, role: Role): number;
  /** The boxes that its difference may come to, at least one of which has to suit the puzzle; absent: boxesAround. */
  reach?(box: Box, image: Size): readonly Box[];
  /** Makes the change. @returns the new pixels, or undefined when no good change of this kind exists here */
  apply(context: EditContext): EditedPatch | undefined | Promise<EditedPatch | undefined>;
}
