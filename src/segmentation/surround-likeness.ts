import type { Candidate } from './gather-candidates.ts';
import { colourDistance, type RegionGraph } from './region-graph.ts';

/** Lab distances up to which two colours are one, and from which they are different. */
const SAME_COLOUR = { sure: 6, none: 16 };
/** A region counts as a colour of the candidate when it is at least this share of it. */
const NOTABLE_SHARE = 0.04;

/**
 * How much the surroundings of a candidate look like its own inside, as beside a patch of leaves among leaves: the
 * share of its outline beyond which a colour lies that it has itself (colour contrast as in Alexe et al. 2010).
 *
 * @returns 0 (other colours all around) to 1
 */
export function surroundLikeness({ regions, area }: Candidate, graph: RegionGraph): number {
  const inside = new Set(regions);
  const own = regions.filter((region) => graph.areas[region] >= NOTABLE_SHARE * area);
  const likenesses = new Map<number, number>();
  const likenessOf = (outer: number) => {
    const nearest = own.reduce((least, region) => Math.min(least, colourDistance(graph, region, outer)), Infinity);
    return Math.min(1, Math.max(0, (SAME_COLOUR.none - nearest) / (SAME_COLOUR.none - SAME_COLOUR.sure)));
  };
  let [alike, length] = [0, 0];
  for (const region of regions) {
    for (let at = graph.first[region]; at < graph.first[region + 1]; at++) {
      const outer = graph.neighbours[at];
      if (inside.has(outer)) continue;
      const likeness = likenesses.get(outer) ?? likenessOf(outer);
      likenesses.set(outer, likeness);
      alike += likeness * graph.lengths[at];
      length += graph.lengths[at];
    }
  }
  return length > 0 ? alike / length : 0;
}
