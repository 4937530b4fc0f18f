import { boxGap } from '../../imaging/geometry.ts';
import { labDistance } from '../../imaging/lab.ts';
import { countShared } from '../../imaging/placed-mask.ts';
import type { Proposal, ProposalSet } from '../../segmentation/propose.ts';

/** What is this near to a thing, in its longer sides, stands beside it: the other foot, the other shoe. */
const BESIDE = 0.15;
/** Twins have about the same size (pixels, width and height, each as a factor) and colour (Lab). */
const MAX_AREA_TIMES = 1.5;
const MAX_SIDE_TIMES = 1.4;
const MAX_DISTANCE = 8;

const isWithin = (one: number, other: number, times: number) => Math.max(one, other) <= times * Math.min(one, other);

/** Whether one proposal is about the other thing of a pair. */
function areTwins(one: Proposal, other: Proposal): boolean {
  const [a, b] = [one.placed.box, other.placed.box];
  return (
    boxGap(a, b) <= BESIDE * Math.max(a.width, a.height, b.width, b.height) &&
    isWithin(one.area, other.area, MAX_AREA_TIMES) &&
    isWithin(a.width, b.width, MAX_SIDE_TIMES) &&
    isWithin(a.height, b.height, MAX_SIDE_TIMES) &&
    labDistance(one.lab, other.lab) <= MAX_DISTANCE &&
    countShared(one.placed, other.placed) === 0
  );
}

/** The thing beside another one that looks just like it, if there is one: one of a pair hardly changes alone. */
export function findTwin(proposal: Proposal, { proposals }: ProposalSet): Proposal | undefined {
  return proposals.find((other) => other !== proposal && other.keep === null && areTwins(proposal, other));
}
