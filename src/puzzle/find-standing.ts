import { distanceToSet } from '../imaging/distance.ts';
import { boxGap, containsBox } from '../imaging/geometry.ts';
import { countShared, type PlacedMask, padMask } from '../imaging/placed-mask.ts';
import type { Proposal, ProposalSet } from '../segmentation/propose.ts';
import { findTwin } from './edits/colour/find-twin.ts';
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

/** The ring in which it is seen what a thing grows out of: so many pixels of the picture that was searched from it. */
const RING_PX = { from: 1, to: 3.5 };
/** A body is at least so many times as large as what grows out of it; from the other size on, it is the more ground the larger. */
const BODY_TIMES = { least: 2, most: 10 };
/**
 * The share of a thing's ring that lies in a body, times how much that looks like a thing, from which on the thing grows out of
 * it. Of removals in twelve pictures: two beaks .12 and .19, a beard .14, two feet .11 and .13; of 22 that looked untouched
 * none had more than .09 ...
 */
const BELONGING = 0.1;
/** ... but for what has a contour like this (Lab) all around: a thing of its own, however much it stands before another. */
const OWN_CONTOUR = 26;

/**
 * Two that look alike and lie beside each other with so much of their rings in one body both grow out of it, though it hardly
 * looks like a thing: two feet, .28 and .31 of whose rings lay in a body of .11.
 */
const OF_PAIR = { ringShare: 0.2, objectness: 0.1 };

/** The pixels of the picture around a thing: x and y, alternating. */
function ringAround({ box, mask }: PlacedMask): Int32Array {
  const reach = Math.ceil(RING_PX.to);
  const frame = { width: box.x + box.width + reach, height: box.y + box.height + reach };
  const padded = padMask({ box, mask }, reach, frame);
  const ring: number[] = [];
  distanceToSet(padded.mask).data.forEach((away, pixel) => {
    if (away <= RING_PX.from || away > RING_PX.to) return;
    ring.push(padded.box.x + (pixel % padded.box.width), padded.box.y + Math.floor(pixel / padded.box.width));
  });
  return Int32Array.from(ring);
}

/** The share of some pixels (x and y, alternating) that lies in a mask. */
function shareIn(pixels: Int32Array, { box, mask }: PlacedMask): number {
  let count = 0;
  for (let at = 0; at < pixels.length; at += 2) {
    const [x, y] = [pixels[at] - box.x, pixels[at + 1] - box.y];
    if (x >= 0 && y >= 0 && x < box.width && y < box.height && mask.data[y * box.width + x] === 1) count++;
  }
  return count / (pixels.length / 2);
}

/** How surely a thing grows out of another, by the share of its ring that lies in it: 0 to 1. */
function belonging(proposal: Proposal, ringShare: number, other: Proposal): number {
  return ringShare * other.objectness * Math.min(1, Math.sqrt((BODY_TIMES.most * proposal.area) / other.area));
}

/** The larger thing that both of a pair grow out of, as feet; undefined for what has no twin or stands by itself, as shoes. */
function findBodyOfPair(proposal: Proposal, found: ProposalSet): Proposal | undefined {
  const twin = findTwin(proposal, found);
  if (!twin) return undefined;
  const pair = [proposal, twin].map(({ placed }) => ({ placed, ring: ringAround(placed) }));
  return found.proposals.find(({ area, objectness, placed }) => {
    const times = area / proposal.area;
    if (times < BODY_TIMES.least || times > BODY_TIMES.most || objectness < OF_PAIR.objectness) return false;
    return pair.every(
      (one) => boxGap(placed.box, one.placed.box) === 0 && shareIn(one.ring, placed) >= OF_PAIR.ringShare,
    );
  });
}

/** The larger thing that a proposal grows out of, as a beak or a beard; undefined for what only stands before others. */
function findBody(proposal: Proposal, found: ProposalSet): Proposal | undefined {
  if (proposal.weakContrast >= OWN_CONTOUR) return findBodyOfPair(proposal, found);
  const { placed } = proposal;
  const ring = ringAround(placed);
  let [body, most]: [Proposal | undefined, number] = [undefined, BELONGING];
  for (const other of found.proposals) {
    if (other.area < BODY_TIMES.least * proposal.area || boxGap(other.placed.box, placed.box) > 0) continue;
    if (belonging(proposal, 1, other) < most) continue;
    const own = belonging(proposal, shareIn(ring, other.placed), other);
    if (own >= most) [body, most] = [other, own];
  }
  return body;
}

const liesWithin = (part: Proposal, whole: Proposal): boolean =>
  part.area <= MAX_CORE_SHARE * whole.area &&
  containsBox(whole.placed.box, part.placed.box) &&
  countShared(part.placed, whole.placed) >= MIN_INSIDE_SHARE * part.area;

/** What a proposal is to the others: a thing by itself, a part of one, nearly all of one, or what grows out of one. */
export interface Standing {
  readonly role: Role;
  /** The thing that it lies in or grows out of; undefined for what stands alone. */
  readonly host: Proposal | undefined;
}

/** Tells what a proposal is to the others. Of several things that it lies in the one that looks most like one counts. */
export function findStanding(proposal: Proposal, found: ProposalSet): Standing {
  const { proposals } = found;
  const wholes = proposals.filter((each) => each.objectness >= MIN_HOST_OBJECTNESS && liesWithin(proposal, each));
  if (wholes.length === 0) {
    const body = findBody(proposal, found);
    return { role: body ? 'limb' : 'alone', host: body };
  }
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
