import type { Box, Point } from '../../../src/contract/geometry.ts';

/** Hits and misses of one or many pairs. */
export interface Tally {
  hits: number;
  found: number;
  wanted: number;
  exact: number;
  pairs: number;
}

export const emptyTally = (): Tally => ({ hits: 0, found: 0, wanted: 0, exact: 0, pairs: 0 });

/** A found centre may lie this share of the true box's sides outside of it. */
const SLACK = 0.1;

const centre = ({ x, y, width, height }: Box): Point => ({ x: x + width / 2, y: y + height / 2 });

function holds(box: Box, { x, y }: Point): boolean {
  const [dx, dy] = [box.width * SLACK, box.height * SLACK];
  return x >= box.x - dx && x <= box.x + box.width + dx && y >= box.y - dy && y <= box.y + box.height + dy;
}

/** Matches each found box to at most one true box by centre in region, nearest first, and adds to the tally. */
export function addPair(tally: Tally, found: readonly Box[], truth: readonly Box[]): number {
  const pairs = found
    .flatMap((one, f) =>
      truth.flatMap((other, t) => {
        const [from, to] = [centre(one), centre(other)];
        return holds(other, from) ? [{ f, t, distance: Math.hypot(from.x - to.x, from.y - to.y) }] : [];
      }),
    )
    .sort((a, b) => a.distance - b.distance);
  const usedFound = new Set<number>();
  const usedTruth = new Set<number>();
  for (const { f, t } of pairs) {
    if (usedFound.has(f) || usedTruth.has(t)) continue;
    usedFound.add(f);
    usedTruth.add(t);
  }
  tally.hits += usedTruth.size;
  tally.found += found.length;
  tally.wanted += truth.length;
  tally.pairs++;
  if (usedTruth.size === truth.length && found.length === truth.length) tally.exact++;
  return usedTruth.size;
}

export const precision = ({ hits, found }: Tally) => (found === 0 ? 1 : hits / found);
export const recall = ({ hits, wanted }: Tally) => (wanted === 0 ? 1 : hits / wanted);
export const f1 = (tally: Tally) => {
  const [p, r] = [precision(tally), recall(tally)];
  return p + r === 0 ? 0 : (2 * p * r) / (p + r);
};
