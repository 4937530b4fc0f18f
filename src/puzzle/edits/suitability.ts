import type { Proposal } from '../../segmentation/propose.ts';

/** A ring of this roughness (Lab, RMS) holds more than one ground: few fills pass unnoticed, and each try takes time. */
const ROUGH_RING = 12;
/** A ring rougher than this holds a part of what the proposal belongs to: half a car is not copied or turned. */
const MIXED_RING = 14;
/** A ring of this roughness is crowded with other things. */
const CROWDED_RING = 26;
/** A thing must stand out this much (Lab) from its ring to be missed when it is gone or stands elsewhere. */
const MIN_RING_CONTRAST = 15;
/** A copy comes to a plain place, where less is seen: a white cloud in the sky. */
const MIN_COPY_CONTRAST = 11;
/** What looks like a thing this much is one; what looks less like one is cut out badly. */
const SURE_OBJECTNESS = 0.3;
/** What looks less like a thing than this is a patch or a gap: its filling may be seamless and yet make no sense. */
const LEAST_OBJECTNESS = 0.15;
/**
 * Lab distance between the grounds on two sides of a thing: up to `one` they pass for one, from `two` on it is taken for
 * a part of one of them. What has a contour of its own all around is none, and stands before both.
 */
const GROUNDS = { open: { one: 20, two: 34 }, closed: { one: 35, two: 85 } };
/** Contrast of the weak parts of a contour (Lab): up to `open` a part of a larger thing has as much. */
const CONTOUR = { open: 13, closed: 18 };
/** Roughness of a ring (Lab, RMS) up to which all that stands on it can be seen whole, and from which on none. */
const PLAIN_RING = { sure: 4, none: 14 };
/** In a ring rougher than this what has a weaker contour (Lab) is a part of something: of a slice, a car, a crowd. */
const PART_OF_MANY = { roughness: 18.5, weakContrast: 25 };
/** Contrast of the weak parts of a contour (Lab): a patch of fur or skin has `none`, a thing is closed from `sure` on. */
const WEAK_CONTRAST = { none: 7, sure: 22 };
/** Contrast of the weak parts of a contour (Lab) that only drawings and what stands before the sky have all around ... */
const CLEAN_CONTOUR = { none: 26, sure: 40 };
/** ... so that even a frayed part of something comes away whole, as a branch, though it hardly looks like a thing. */
const CLEAN_OBJECTNESS = 0.04;
/** Contrast of the weak parts of a contour (Lab) that any eye closes. */
const CLOSED_CONTRAST = 9;
/** More colour variation (Lab, RMS) is that of strokes on paper, which has no colour to change. */
const FEW_COLOURS = 40;
/** What hardly has a contour is still this much closed. */
const LEAST_CLOSEDNESS = 0.05;
/** Share of its convex hull that a thing fills; patches of light and leaves are frayed. */
const SOLIDITY = { frayed: 0.55, sure: 0.82 };
/** What looks less like a thing than this is not even worth a coat of paint. */
const PAINTABLE_OBJECTNESS = 0.05;
/** Solidity below which a thing is a branch, a rim or a tangle. */
const COMPACT_SOLIDITY = 0.5;
/**
 * What may be laid over itself: it looks like a thing, is closed, and stands before one ground rather than at the edge of one
 * (Lab distance): what ends where its ground does was cut off there, as a flower by the frame of its picture.
 */
const LAID = {
  objectness: { none: 0.17, sure: 0.35 },
  wholeness: { none: 0.3, sure: 0.6 },
  grounds: { one: 40, two: 56 },
};

const ramp = (value: number, from: number, to: number) => Math.min(1, Math.max(0, (value - from) / (to - from)));

/** How well a thing's place can be filled that stands before grounds that are so unlike, 0 to 1. @param closed 0 to 1 */
function fillability({ ringRoughness, ringContrast, groundSpread }: Proposal, closed: number): number {
  if (ringContrast < MIN_RING_CONTRAST) return 0;
  const { open } = GROUNDS;
  const one = open.one + closed * (GROUNDS.closed.one - open.one);
  const two = open.two + closed * (GROUNDS.closed.two - open.two);
  return (1 - ramp(groundSpread, one, two)) / (1 + (ringRoughness / ROUGH_RING) ** 3);
}

/** How well the ground around a thing can be grown over its place, 0 to 1; 0 for what nobody would miss. */
export function clearability(proposal: Proposal): number {
  return fillability(proposal, ramp(proposal.weakContrast, CONTOUR.open, CONTOUR.closed));
}

/** How surely what is taken away is a whole thing, 0 to 1: on a plain ground, or by a contour of its own. */
export function removability(proposal: Proposal): number {
  const { objectness, ringRoughness, weakContrast } = proposal;
  if (ringRoughness > PART_OF_MANY.roughness && weakContrast < PART_OF_MANY.weakContrast) return 0;
  const plain = 1 - ramp(ringRoughness, PLAIN_RING.sure, PLAIN_RING.none);
  const apart = Math.max(plain, ramp(weakContrast, CLEAN_CONTOUR.none, CLEAN_CONTOUR.sure));
  return Math.sqrt(Math.max(wholeness(proposal), apart * Math.min(1, objectness / SURE_OBJECTNESS)));
}

/** How surely a thing stands on one ground with nothing beside it that belongs to it or hides it, 0 to 1. */
export function isolation(proposal: Proposal): number {
  return proposal.ringRoughness > MIXED_RING ? 0 : fillability(proposal, 0) ** 2;
}

/** How surely a thing's surroundings can be copied along with it, 0 to 1: it may stand before a wall on a board. */
export function copyability({ ringRoughness, ringContrast }: Proposal): number {
  return ringContrast < MIN_COPY_CONTRAST ? 0 : 1 - ramp(ringRoughness, ROUGH_RING, CROWDED_RING);
}

const contour = ({ weakContrast, solidity }: Proposal) =>
  ramp(weakContrast, WEAK_CONTRAST.none, WEAK_CONTRAST.sure) * ramp(solidity, SOLIDITY.frayed, SOLIDITY.sure);

/** How well a proposal is closed and compact, whatever it shows: above 0, up to 1. */
export const closedness = (proposal: Proposal): number => Math.max(LEAST_CLOSEDNESS, contour(proposal));

/** How surely a proposal is a thing with a contour of its own and no patch of a larger surface, 0 to 1. */
export const wholeness = (proposal: Proposal): number =>
  Math.min(1, proposal.objectness / SURE_OBJECTNESS) * contour(proposal);

/** How well a thing stands in another way on ground that has grown over its place, 0 to 1. */
export const replaceability = (proposal: Proposal): number => wholeness(proposal) ** 2 * isolation(proposal);

/** How surely a thing can be laid over itself and nothing of its ground comes along or is missed, 0 to 1. */
export function layability(proposal: Proposal): number {
  const { objectness, groundSpread, ringRoughness } = proposal;
  // What is found in a crowd may be a tangle of several things.
  if (ringRoughness > CROWDED_RING) return 0;
  const isThing = ramp(objectness, LAID.objectness.none, LAID.objectness.sure);
  const stands = 1 - ramp(groundSpread, LAID.grounds.one, LAID.grounds.two);
  return isThing * stands * ramp(wholeness(proposal), LAID.wholeness.none, LAID.wholeness.sure);
}

/** Whether a proposal may be a thing and no patch or gap. */
export const mayBeThing = ({ objectness, weakContrast }: Proposal): boolean =>
  objectness >= (weakContrast >= CLEAN_CONTOUR.none ? CLEAN_OBJECTNESS : LEAST_OBJECTNESS);

/** Whether what may be a thing has few colours, is closed all round and is no branch of something. */
export function isPaintable(proposal: Proposal): boolean {
  return (
    proposal.objectness >= PAINTABLE_OBJECTNESS &&
    proposal.texture <= FEW_COLOURS &&
    proposal.weakContrast >= CLOSED_CONTRAST &&
    proposal.solidity >= COMPACT_SOLIDITY
  );
}
