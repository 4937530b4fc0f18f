import type { Size } from '../../../contract/geometry.ts';
import { MERGE_GAP_RATIO } from '../../../diff/detection/gather.ts';
import { boxGap } from '../../../imaging/geometry.ts';
import { labDistance } from '../../../imaging/lab.ts';
import { dilate } from '../../../imaging/morphology.ts';
import { countShared, padMask } from '../../../imaging/placed-mask.ts';
import type { Proposal, ProposalSet } from '../../../segmentation/propose.ts';

/** What is this near to a thing, in its longer sides, stands beside it: the other foot, the other shoe. */
const BESIDE = 0.15;
/** Twins have about the same size (pixels, width and height, each as a factor) and colour (Lab). */
const MAX_AREA_TIMES = 1.5;
const MAX_SIDE_TIMES = 1.4;
const MAX_DISTANCE = 8;

/** What looks less like a thing (objectness) is part of one, or ground that happens to be alike. */
const LEAST_OBJECTNESS = 0.1;

const isWithin = (one: number, other: number, times: number) => Math.max(one, other) <= times * Math.min(one, other);

/** Whether two things that both change are one difference: the diff engine puts together what is as near as this. */
function wouldMerge(one: Proposal, other: Proposal, size: Size): boolean {
  const gap = MERGE_GAP_RATIO * Math.min(size.width, size.height);
  const { box, mask } = padMask(one.placed, Math.ceil(gap), size);
  return countShared({ box, mask: dilate(mask, gap) }, other.placed) > 0;
}

/** Whether one proposal is about the other thing of a pair. */
function areTwins(one: Proposal, other: Proposal, size: Size): boolean {
  const [a, b] = [one.placed.box, other.placed.box];
  return (
    boxGap(a, b) <= BESIDE * Math.max(a.width, a.height, b.width, b.height) &&
    isWithin(one.area, other.area, MAX_AREA_TIMES) &&
    isWithin(a.width, b.width, MAX_SIDE_TIMES) &&
    isWithin(a.height, b.height, MAX_SIDE_TIMES) &&
    labDistance(one.lab, other.lab) <= MAX_DISTANCE &&
    countShared(one.placed, other.placed) === 0 &&
    wouldMerge(one, other, size)
  );
}

/** The one thing that looks like a proposal and stands beside it, which may have been found more than once. */
function onlyAlike(proposal: Proposal, { size, proposals }: ProposalSet): Proposal | undefined {
  const alike = proposals.filter(
    (other) =>
      other !== proposal &&
      other.keep === null &&
      other.objectness >= LEAST_OBJECTNESS &&
      areTwins(proposal, other, size),
  );
  if (alike.length === 0) return undefined;
  const best = alike.reduce((one, other) => (other.objectness > one.objectness ? other : one));
  return alike.every((each) => each === best || countShared(each.placed, best.placed) > 0) ? best : undefined;
}

/**
 * The thing beside another one that looks just like it, if there is one: one of a pair hardly changes alone. One of a row
 * has no twin: it may well differ from the rest.
 */
export function findTwin(proposal: Proposal, found: ProposalSet): Proposal | undefined {
  const twin = onlyAlike(proposal, found);
  const back = twin && onlyAlike(twin, found);
  return back && (back === proposal || countShared(back.placed, proposal.placed) > 0) ? twin : undefined;
}
