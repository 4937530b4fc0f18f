import type { Overlaps } from './candidate-overlaps.ts';
import type { Candidate } from './gather-candidates.ts';

/** A candidate and how much it looks like a thing, 0 to 1. */
export interface Picked {
  readonly candidate: Candidate;
  readonly objectness: number;
}

/** Of two candidates that overlap more than this (intersection over union) only one is picked. */
const DUPLICATE_OVERLAP = 0.8;
/** Of two candidates one is a part of the other when at least this share of the smaller lies in the larger. */
const PART_SHARE = 0.5;
/** A candidate keeps this share of its objectness when it is a part or the whole of what looks more like a thing ... */
const NESTED_SHARE = 0.6;
/** ... and loses this share of that times its overlap with the most alike of them: the less does it add. */
const LIKENESS_WEIGHT = 0.7;

/** So many are picked to be looked at together: among them the surest thing comes first. */
const TOGETHER = 50;

/** How well those that a candidate overlaps are shown by it. */
function viewsOf({ likeness }: Overlaps): Float64Array {
  const views = new Float64Array(likeness.length);
  for (let at = 0; at < views.length; at++) views[at] = likeness[at] * Math.sqrt(likeness[at]);
  return views;
}

/** How well the things that a picture may hold are shown by those candidates that were picked. */
class Coverage {
  private readonly overlaps: readonly Overlaps[];
  private readonly chances: Float64Array;
  /** For each candidate how well those that it overlaps are shown by it, in their order. */
  private readonly views: readonly Float64Array[];
  /** How well each candidate is shown by the best of the picked. */
  private readonly shown: Float64Array;

  constructor(overlaps: readonly Overlaps[], chances: Float64Array) {
    this.overlaps = overlaps;
    this.chances = chances;
    this.views = overlaps.map(viewsOf);
    this.shown = new Float64Array(chances.length);
  }

  /** How much better the things would be shown with one candidate more. */
  gain(candidate: number): number {
    const { chances, shown } = this;
    const { others } = this.overlaps[candidate];
    const views = this.views[candidate];
    let sum = 0;
    for (let at = 0; at < others.length; at++) {
      const more = views[at] - shown[others[at]];
      if (more > 0) sum += more * chances[others[at]];
    }
    return sum;
  }

  add(candidate: number): void {
    const { others } = this.overlaps[candidate];
    const views = this.views[candidate];
    for (let at = 0; at < others.length; at++) {
      if (views[at] > this.shown[others[at]]) this.shown[others[at]] = views[at];
    }
  }
}

/** The number of the greatest value. */
function greatest(values: Float64Array): number {
  let best = 0;
  for (let at = 1; at < values.length; at++) if (values[at] > values[best]) best = at;
  return best;
}

/**
 * Picks candidates one by one, each time the one that adds most. Gains only shrink, so most need not be worked out
 * anew (lazy greedy, Minoux 1978).
 *
 * @returns their numbers
 */
function cover(overlaps: readonly Overlaps[], chances: Float64Array, most: number): number[] {
  const coverage = new Coverage(overlaps, chances);
  const gains = new Float64Array(chances.length);
  for (let candidate = 0; candidate < gains.length; candidate++) gains[candidate] = coverage.gain(candidate);
  /** How many were picked when each gain was worked out. */
  const asOf = new Int32Array(gains.length);
  const picked: number[] = [];
  while (picked.length < most && gains.length > 0) {
    const best = greatest(gains);
    if (gains[best] <= 0) break;
    if (asOf[best] < picked.length) {
      gains[best] = coverage.gain(best);
      asOf[best] = picked.length;
      continue;
    }
    picked.push(best);
    coverage.add(best);
    const { others, likeness } = overlaps[best];
    for (let at = 0; at < others.length; at++) if (likeness[at] > DUPLICATE_OVERLAP) gains[others[at]] = 0;
  }
  return picked;
}

/** The share of its objectness that a candidate keeps beside one that looks more like a thing. @param overlap intersection over union */
function shareBeside(overlap: number, { area: one }: Candidate, { area: other }: Candidate): number {
  const both = ((one + other) * overlap) / (1 + overlap);
  return both >= PART_SHARE * Math.min(one, other) ? NESTED_SHARE * (1 - LIKENESS_WEIGHT * overlap) : 1;
}

/**
 * Picks candidates so that the first of them together show as many of the picture's things as can be expected, each
 * once: one by one comes what shows most of what is likely a thing and not shown yet.
 *
 * @param overlaps of the candidates, in their order
 * @param chances how likely each candidate is the one that shows some thing best
 * @returns up to `most`; those that add most are the first fifty, the surest of them first, and then come the others as
 *   they add; with what their objectness came to: what is a part or the whole of something that looks more like a thing
 *   is worth less
 */
export function pickCandidates(
  judged: readonly Picked[],
  overlaps: readonly Overlaps[],
  chances: Float64Array,
  most: number,
): Picked[] {
  const picked = cover(overlaps, chances, most);
  const ranking = picked.toSorted((a, b) => judged[b].objectness - judged[a].objectness);
  const ranks = new Map(ranking.map((number, rank) => [number, rank]));
  const shown: Picked[] = [];
  for (const number of picked) {
    const { candidate, objectness } = judged[number];
    const { others, likeness } = overlaps[number];
    const rank = ranks.get(number) ?? 0;
    let share = 1;
    for (let at = 0; at < others.length; at++) {
      if ((ranks.get(others[at]) ?? rank) >= rank) continue;
      share = Math.min(share, shareBeside(likeness[at], candidate, judged[others[at]].candidate));
    }
    shown.push({ candidate, objectness: objectness * share });
  }
  const first = shown.slice(0, TOGETHER).sort((a, b) => b.objectness - a.objectness);
  return [...first, ...shown.slice(TOGETHER)];
}
