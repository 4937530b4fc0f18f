import type { Candidate } from './gather-candidates.ts';
import type { RegionGraph } from './region-graph.ts';

/** A candidate and how much it looks like a thing, 0 to 1. */
export interface Judged {
  readonly candidate: Candidate;
  readonly objectness: number;
}

/** Of two candidates that overlap more than this (intersection over union) the better one stays. */
const DUPLICATE_OVERLAP = 0.7;
/** Of two candidates one is a part of the other when at least this share of the smaller lies in the larger. */
const PART_SHARE = 0.5;
/** A candidate keeps this share of its objectness when it is a part or the whole of better ones ... */
const NESTED_SHARE = 0.6;
/** ... and loses this share of that times its overlap with the most alike of them: the less does it add. */
const LIKENESS_WEIGHT = 0.7;

function areApart(a: Candidate['corners'], b: Candidate['corners']): boolean {
  return a[0] > b[2] || b[0] > a[2] || a[1] > b[3] || b[1] > a[3];
}

/** The share of its objectness that a candidate keeps beside a better one; 0 for its duplicate. */
function shareBeside(better: Candidate, inBetter: Uint8Array, other: Candidate, { areas }: RegionGraph): number {
  if (areApart(better.corners, other.corners)) return 1;
  let both = 0;
  for (const region of other.regions) if (inBetter[region]) both += areas[region];
  const overlap = both / (better.area + other.area - both);
  if (overlap > DUPLICATE_OVERLAP) return 0;
  const isNested = both >= PART_SHARE * Math.min(better.area, other.area);
  return isNested ? NESTED_SHARE * (1 - LIKENESS_WEIGHT * overlap) : 1;
}

/**
 * Picks candidates one by one, the best first, so that the first of them show different things: what is a part or the
 * whole of something better is worth less, what is nearly the same is dropped.
 *
 * @returns up to `most`, with what their objectness came to, best first
 */
export function pickCandidates(judged: readonly Judged[], graph: RegionGraph, most: number): Judged[] {
  let left = judged.map((each) => ({ ...each, share: 1 }));
  const picked: Judged[] = [];
  const inBest = new Uint8Array(graph.labels.count);
  while (left.length > 0 && picked.length < most) {
    const best = left.reduce((a, b) => (b.objectness * b.share > a.objectness * a.share ? b : a));
    picked.push({ candidate: best.candidate, objectness: best.objectness * best.share });
    for (const region of best.candidate.regions) inBest[region] = 1;
    left = left.filter((each) => {
      if (each === best) return false;
      each.share = Math.min(each.share, shareBeside(best.candidate, inBest, each.candidate, graph));
      return each.share > 0;
    });
    for (const region of best.candidate.regions) inBest[region] = 0;
  }
  return picked;
}
