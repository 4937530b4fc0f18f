import type { Candidate } from './gather-candidates.ts';
import { colourDistance, type RegionGraph } from './region-graph.ts';

/** Lab distances up to which two colours are one, and from which they are different. */
const SAME_COLOUR = { sure: 6, none: 16 };
/** A region counts as a colour of the candidate when it is at least this share of it. */
const NOTABLE_SHARE = 0.04;

/** Compares candidates of one graph with what lies around them. */
export class SurroundMeter {
  private readonly graph: RegionGraph;
  /** Mark the candidate's regions, and those beside it whose likeness is known, with its number. */
  private readonly inside: Int32Array;
  private readonly known: Int32Array;
  private readonly likenesses: Float64Array;
  private candidates = 0;

  constructor(graph: RegionGraph) {
    const { count } = graph.labels;
    this.graph = graph;
    this.inside = new Int32Array(count);
    this.known = new Int32Array(count);
    this.likenesses = new Float64Array(count);
  }

  /**
   * How much the surroundings of a candidate look like its own inside, as beside a patch of leaves among leaves: the
   * share of its outline beyond which a colour lies that it has itself (colour contrast as in Alexe et al. 2010).
   *
   * @returns 0 (other colours all around) to 1
   */
  likeness({ regions, area }: Candidate): number {
    const { inside, known, likenesses } = this;
    const { areas, first, neighbours, lengths } = this.graph;
    const number = ++this.candidates;
    const own: number[] = [];
    for (const region of regions) {
      inside[region] = number;
      if (areas[region] >= NOTABLE_SHARE * area) own.push(region);
    }
    let [alike, length] = [0, 0];
    for (const region of regions) {
      for (let at = first[region]; at < first[region + 1]; at++) {
        const outer = neighbours[at];
        if (inside[outer] === number) continue;
        if (known[outer] !== number) {
          known[outer] = number;
          likenesses[outer] = this.likenessTo(own, outer);
        }
        alike += likenesses[outer] * lengths[at];
        length += lengths[at];
      }
    }
    return length > 0 ? alike / length : 0;
  }

  /** How much the colour of a region is like that of the most alike of others. */
  private likenessTo(own: readonly number[], outer: number): number {
    let nearest = Number.POSITIVE_INFINITY;
    for (const region of own) nearest = Math.min(nearest, colourDistance(this.graph, region, outer));
    return Math.min(1, Math.max(0, (SAME_COLOUR.none - nearest) / (SAME_COLOUR.none - SAME_COLOUR.sure)));
  }
}
