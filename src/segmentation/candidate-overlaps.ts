import type { Candidate } from './gather-candidates.ts';
import type { RegionGraph } from './region-graph.ts';

/** The candidates that share pixels with one candidate, itself among them. */
export interface Overlaps {
  /** Their numbers. */
  readonly others: Int32Array;
  /** Intersection over union with each of them: above 0, 1 for itself. */
  readonly likeness: Float64Array;
}

/** For each region the numbers of the candidates that hold it. */
function holdersOf(candidates: readonly Candidate[], { labels }: RegionGraph): number[][] {
  const holders: number[][] = Array.from({ length: labels.count }, () => []);
  candidates.forEach(({ regions }, number) => {
    for (const region of regions) holders[region].push(number);
  });
  return holders;
}

/** Which candidates overlap each candidate, and how much. */
export function findOverlaps(candidates: readonly Candidate[], graph: RegionGraph): Overlaps[] {
  const holders = holdersOf(candidates, graph);
  const areas = Float64Array.from(candidates, ({ area }) => area);
  const common = new Float64Array(candidates.length);
  return candidates.map(({ regions, area }) => {
    const met: number[] = [];
    for (const region of regions) {
      const pixels = graph.areas[region];
      for (const other of holders[region]) {
        if (common[other] === 0) met.push(other);
        common[other] += pixels;
      }
    }
    const likeness = new Float64Array(met.length);
    for (let at = 0; at < met.length; at++) {
      const other = met[at];
      likeness[at] = common[other] / (area + areas[other] - common[other]);
      common[other] = 0;
    }
    return { others: Int32Array.from(met), likeness };
  });
}
