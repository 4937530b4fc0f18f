import type { PlacedMask } from '../imaging/placed-mask.ts';
import type { Union } from './proposal.ts';

/** Of two proposals that overlap more than this (intersection over union) the better one stays. */
const DUPLICATE_IOU = 0.7;
/** Of two proposals one is a part of the other when at least this share of the smaller lies in the larger. */
const PART_SHARE = 0.5;
/** A proposal keeps this share of its objectness for each better one that it is a part or the whole of. */
const NESTED_SHARE = 0.5;
const MAX_PROPOSALS = 150;

/** Pixels that two placed masks share. */
function sharedPixels(a: PlacedMask, b: PlacedMask): number {
  const fromX = Math.max(a.box.x, b.box.x);
  const toX = Math.min(a.box.x + a.box.width, b.box.x + b.box.width);
  const fromY = Math.max(a.box.y, b.box.y);
  const toY = Math.min(a.box.y + a.box.height, b.box.y + b.box.height);
  let both = 0;
  for (let y = fromY; y < toY; y++) {
    const inA = (y - a.box.y) * a.box.width - a.box.x;
    const inB = (y - b.box.y) * b.box.width - b.box.x;
    for (let x = fromX; x < toX; x++) both += a.mask.data[inA + x] & b.mask.data[inB + x];
  }
  return both;
}

/** The share of its objectness that a proposal keeps beside a better one; 0 for its duplicate. */
function shareBeside(better: Union, other: Union): number {
  const both = sharedPixels(better.placed, other.placed);
  if (both > DUPLICATE_IOU * (better.area + other.area - both)) return 0;
  return both >= PART_SHARE * Math.min(better.area, other.area) ? NESTED_SHARE : 1;
}

/**
 * Picks proposals one by one, the best first, so that the first of them show different things: what is a part or the
 * whole of something better is worth less, what is nearly the same is dropped.
 *
 * @returns up to 150, with what their objectness came to, best first
 */
export function pickProposals(unions: readonly Union[]): Union[] {
  let left = unions.map((union) => ({ union, objectness: union.objectness }));
  const picked: Union[] = [];
  while (left.length > 0 && picked.length < MAX_PROPOSALS) {
    const best = left.reduce((a, b) =>
      b.objectness > a.objectness || (b.objectness === a.objectness && b.union.id < a.union.id) ? b : a,
    );
    picked.push({ ...best.union, objectness: best.objectness });
    left = left
      .filter((each) => each !== best)
      .map(({ union, objectness }) => ({ union, objectness: objectness * shareBeside(best.union, union) }))
      .filter(({ objectness }) => objectness > 0);
  }
  return picked;
}
