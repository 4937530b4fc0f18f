import type { Proposal } from '../../segmentation/propose.ts';

/** A ring of this roughness (Lab, RMS) holds more than one ground: few fills pass unnoticed, and each try takes time. */
const ROUGH_RING = 12;
/** A ring rougher than this holds a part of what the proposal belongs to: half a car is not copied or turned. */
const MIXED_RING = 14;
/** A ring of this roughness is crowded with other things. */
const CROWDED_RING = 26;
/** A thing must stand out this much (Lab) from its ring to be missed when it is gone or stands elsewhere. */
const MIN_RING_CONTRAST = 12;
/** What looks like a thing this much is one; what looks less like one is cut out badly. */
const SURE_OBJECTNESS = 0.3;
/** What looks less like a thing than this is a patch or a gap: its filling may be seamless and yet make no sense. */
const LEAST_OBJECTNESS = 0.15;
/**
 * Lab distance between the grounds on two sides of a thing: up to `one` they pass for one, from `two` on its place cannot
 * be filled without showing where they would meet.
 */
const GROUNDS = { one: 20, two: 34 };
/** Contrast of the weak parts of a contour (Lab): a patch of fur or skin has `none`, a thing is closed from `sure` on. */
const WEAK_CONTRAST = { none: 7, sure: 22 };
/** Contrast of the weak parts of a contour (Lab) that any eye closes. */
const CLOSED_CONTRAST = 9;
/** More colour variation (Lab, RMS) is that of strokes on paper, which has no colour to change. */
const FEW_COLOURS = 40;
/** Share of its convex hull that a thing fills; patches of light and leaves are frayed. */
const SOLIDITY = { frayed: 0.55, sure: 0.82 };
/** What looks less like a thing than this is not even worth a coat of paint. */
const PAINTABLE_OBJECTNESS = 0.05;
/** Solidity below which a thing is a branch, a rim or a tangle. */
const COMPACT_SOLIDITY = 0.5;

const ramp = (value: number, from: number, to: number) => Math.min(1, Math.max(0, (value - from) / (to - from)));

/** How well the ground around a thing can be grown over its place, 0 to 1; 0 for what nobody would miss. */
export function clearability({ ringRoughness, ringContrast, groundSpread }: Proposal): number {
  if (ringContrast < MIN_RING_CONTRAST) return 0;
  return (1 - ramp(groundSpread, GROUNDS.one, GROUNDS.two)) / (1 + (ringRoughness / ROUGH_RING) ** 3);
}

/** How surely a thing stands on one ground with nothing beside it that belongs to it or hides it, 0 to 1. */
export function isolation(proposal: Proposal): number {
  return proposal.ringRoughness > MIXED_RING ? 0 : clearability(proposal) ** 2;
}

/** How surely a thing's surroundings can be copied along with it, 0 to 1: it may stand before a wall on a board. */
export function copyability({ ringRoughness, ringContrast }: Proposal): number {
  return ringContrast < MIN_RING_CONTRAST ? 0 : 1 - ramp(ringRoughness, ROUGH_RING, CROWDED_RING);
}

/** How surely a proposal is a thing with a contour of its own and no patch of a larger surface, 0 to 1. */
export function wholeness({ objectness, weakContrast, solidity }: Proposal): number {
  const closed = ramp(weakContrast, WEAK_CONTRAST.none, WEAK_CONTRAST.sure);
  return Math.min(1, objectness / SURE_OBJECTNESS) * closed * ramp(solidity, SOLIDITY.frayed, SOLIDITY.sure);
}

/** Whether a proposal may be a thing and no patch or gap. */
export const mayBeThing = ({ objectness }: Proposal): boolean => objectness >= LEAST_OBJECTNESS;

/** Whether what may be a thing has few colours, is closed all round and is no branch of something. */
export function isPaintable(proposal: Proposal): boolean {
  return (
    proposal.objectness >= PAINTABLE_OBJECTNESS &&
    proposal.texture <= FEW_COLOURS &&
    proposal.weakContrast >= CLOSED_CONTRAST &&
    proposal.solidity >= COMPACT_SOLIDITY
  );
}
