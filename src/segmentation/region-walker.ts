import type { RegionGraph } from './region-graph.ts';

/** Tells whether one can walk between all regions of a set without leaving it. */
export class RegionWalker {
  private readonly graph: RegionGraph;
  /** Of the regions that were not reached yet the number of the walk. */
  private readonly open: Int32Array;
  private walks = 0;

  constructor(graph: RegionGraph) {
    this.graph = graph;
    this.open = new Int32Array(graph.labels.count);
  }

  isConnected(regions: readonly number[]): boolean {
    const { open } = this;
    const { first, neighbours } = this.graph;
    const walk = ++this.walks;
    for (const region of regions) open[region] = walk;
    const reached = [regions[0]];
    open[regions[0]] = 0;
    for (const region of reached) {
      for (let at = first[region]; at < first[region + 1]; at++) {
        const next = neighbours[at];
        if (open[next] !== walk) continue;
        open[next] = 0;
        reached.push(next);
      }
    }
    return reached.length === regions.length;
  }
}
