import { containsBox } from '../imaging/geometry.ts';
import { countShared } from '../imaging/placed-mask.ts';
import type { Proposal } from '../segmentation/propose.ts';
import type { Role } from './edits/edit.ts';

/** A part has at most this share of the pixels of the thing that it is a part of; what has more is its core ... */
const MAX_PART_SHARE = 0.35;
/** ... and what has nearly all is the thing itself, seen a little smaller. */
const MAX_CORE_SHARE = 0.85;
/** ... and at least this share of its own pixels lies in it. */
const MIN_INSIDE_SHARE = 0.9;
/** What looks less like a thing has no parts: it is ground. */
const MIN_HOST_OBJECTNESS = 0.3;
/** A thing of which this share lies in a face or in lettering is a part of that. */
const KEPT_SHARE = 0.4;

const liesWithin = (part: Proposal, whole: Proposal): boolean =>
  part.area <= MAX_CORE_SHARE * whole.area &&
  containsBox(whole.placed.box, part.placed.box) &&
  countShared(part.placed, whole.placed) >= MIN_INSIDE_SHARE * part.area;

/** What a proposal is to the others: a thing by itself, a part of one, or nearly all of one. */
export interface Standing {
  readonly role: Role;
  /** The thing that it lies in; undefined for what stands alone. */
  readonly host: Proposal | undefined;
}

/** Tells what a proposal is to the others. Of several things that it lies in the one that looks most like one counts. */
export function findStanding(proposal: Proposal, proposals: readonly Proposal[]): Standing {
  const wholes = proposals.filter((each) => each.objectness >= MIN_HOST_OBJECTNESS && liesWithin(proposal, each));
  if (wholes.length === 0) return { role: 'alone', host: undefined };
  const host = wholes.reduce((a, b) => (b.objectness > a.objectness ? b : a));
  return { role: proposal.area <= MAX_PART_SHARE * host.area ? 'part' : 'core', host };
}

/** Whether a proposal is a face, lettering or a frame, a part of one, or somebody whose face it holds. */
export function isKept(proposal: Proposal, kept: readonly Proposal[]): boolean {
  if (proposal.keep !== null) return true;
  return kept.some((each) => {
    if (each.keep === 'frame') return false;
    const shared = countShared(proposal.placed, each.placed);
    return shared >= KEPT_SHARE * Math.min(proposal.area, each.area);
  });
}
