import type { Box, Size } from '../contract/geometry.ts';
import type { PlacedMask } from '../imaging/placed-mask.ts';
import type { PlannerScores } from './planner-scores.ts';
import type { RingScores } from './ring-scores.ts';
import type { Saliency } from './saliency.ts';
import type { ShapeScores } from './shape-scores.ts';

/** What is better left as it is: a face, lettering or a watermark, the frame around a picture. */
export type Keep = 'face' | 'text' | 'frame';

/** A region, or a union of regions, that could be a thing worth editing. */
export interface Proposal extends ShapeScores, RingScores, PlannerScores {
  readonly id: number;
  /** In pixels of the working image; holes are filled. */
  readonly placed: PlacedMask;
  /** Mask pixels divided by image pixels, 0 to 1. */
  readonly areaRatio: number;
  /** How much dearer it was to merge the proposal away than to put it together: logarithm of the ratio, 0 to 3. */
  readonly persistence: number;
  /** Mean Lab distance between the regions along the weakest quarter of the outline: how well closed it is. */
  readonly weakContrast: number;
  /** How much the proposal looks like a whole thing of its own, and nothing better shows the same: 0 to 1. */
  readonly objectness: number;
  /** Why the proposal should not be edited; null when nothing speaks against it. */
  readonly keep: Keep | null;
}

/** All proposals of a picture, those first that count most, and the size of the image in whose pixels they are. */
export interface ProposalSet {
  readonly size: Size;
  readonly proposals: readonly Proposal[];
  /** Boxes of the faces, in the same pixels. */
  readonly faces: readonly Box[];
  /** Whether they lie anywhere, whatever they show, and end where no thing does. */
  readonly areAnywhere?: boolean;
}

/** Proposals with the map of how much each place draws the eye, and what told so. */
export interface SeenProposals extends ProposalSet {
  readonly saliency: Saliency;
}
