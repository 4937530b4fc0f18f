import { boxGap, growBox, scaleBox } from '../imaging/geometry.ts';
import type { RgbImage } from '../imaging/image.ts';
import { type PlacedMask, scaleMask } from '../imaging/placed-mask.ts';
import type { Proposal, ProposalSet } from '../segmentation/propose.ts';
import { type Matte, refineMask } from '../segmentation/refine-mask.ts';

/** A picture and what was found in it. */
export interface FoundIn {
  readonly image: RgbImage;
  readonly found: ProposalSet;
}

/** A proposal at the pixels of the puzzle image. */
export interface CloserLook {
  readonly matte: Matte;
  /** What stands near and must not be copied. */
  readonly others: readonly PlacedMask[];
  /** For what is made up in its place, and for the chances of its edits: the same whenever that is done. */
  readonly seed: string;
}

/** How far around a thing other things count, in the longer sides of its box. */
const OTHERS_REACH = 2;

/** Things near a proposal that look at least as much like things and lie apart from it, and all that is to be kept. */
function othersNear(proposal: Proposal, { image, found }: FoundIn): PlacedMask[] {
  const box = scaleBox(proposal.placed.box, found.size, image);
  const near = growBox(box, OTHERS_REACH * Math.max(box.width, box.height), image);
  return found.proposals
    .filter((other) => other.objectness >= proposal.objectness || other.keep !== null)
    .filter((other) => boxGap(other.placed.box, proposal.placed.box) > 0)
    .filter((other) => boxGap(scaleBox(other.placed.box, found.size, image), near) === 0)
    .map((other) => scaleMask(other.placed, found.size, image));
}

/** Brings a proposal to the pixels of the puzzle image, with what counts when it is taken away. */
export function lookCloser(proposal: Proposal, picture: FoundIn): CloserLook {
  return {
    matte: refineMask(picture.image, proposal.placed, picture.found.size),
    others: othersNear(proposal, picture),
    seed: String(picture.found.proposals.indexOf(proposal)),
  };
}
