import type { Candidate } from './gather-candidates.ts';
import type { RegionGraph } from './region-graph.ts';

/** The candidates that share pixels with one candidate, itself among them. */
export interface Overlaps {
  /** Their numbers. */
  readonly others: Int32Array;
  /** Intersection over union with each of them: above 0, 1 for itself. */
  readonly likeness: Float64Array;
}

/** Which candidates hold each region: those of region r are numbered from `first[r]` to `first[r + 1]` (exclusive). */
interface Holders {
  readonly first: Int32Array;
  readonly numbers: Int32Array;
}

function findHolders(candidates: readonly Candidate[], { labels }: RegionGraph): Holders {
  const first = new Int32Array(labels.count + 1);
  for (const { regions } of candidates) for (const region of regions) first[region + 1]++;
  for (let region = 0; region < labels.count; region++) first[region + 1] += first[region];
  const numbers = new Int32Array(first[labels.count]);
  const next = first.slice(0, labels.count);
  for (let number = 0; number < candidates.length; number++) {
    for (const region of candidates[number].regions) numbers[next[region]++] = number;
  }
  return { first, numbers };
}

/** Measures what candidates have in common. */
class OverlapMeter {
  private readonly regionAreas: Float64Array;
  private readonly areas: Float64Array;
  private readonly holders: Holders;
  /** Pixels that each candidate shares with the one that is measured. */
  private readonly common: Float64Array;
  /** Those that share any. */
  private readonly met: Int32Array;

  constructor(candidates: readonly Candidate[], graph: RegionGraph) {
    this.regionAreas = graph.areas;
    this.areas = Float64Array.from(candidates, ({ area }) => area);
    this.holders = findHolders(candidates, graph);
    this.common = new Float64Array(candidates.length);
    this.met = new Int32Array(candidates.length);
  }

  measure({ regions, area }: Candidate): Overlaps {
    const { areas, common, met } = this;
    const count = this.meet(regions);
    const likeness = new Float64Array(count);
    for (let at = 0; at < count; at++) {
      const other = met[at];
      likeness[at] = common[other] / (area + areas[other] - common[other]);
      common[other] = 0;
    }
    return { others: met.slice(0, count), likeness };
  }

  /** Fills common and met. @returns how many are met */
  private meet(regions: readonly number[]): number {
    const { regionAreas, common, met } = this;
    const { first, numbers } = this.holders;
    let count = 0;
    for (const region of regions) {
      for (let at = first[region]; at < first[region + 1]; at++) {
        const other = numbers[at];
        if (common[other] === 0) met[count++] = other;
        common[other] += regionAreas[region];
      }
    }
    return count;
  }
}

/** Which candidates overlap each candidate, and how much. */
export function findOverlaps(candidates: readonly Candidate[], graph: RegionGraph): Overlaps[] {
  const meter = new OverlapMeter(candidates, graph);
  const overlaps: Overlaps[] = [];
  for (const candidate of candidates) overlaps.push(meter.measure(candidate));
  return overlaps;
}
