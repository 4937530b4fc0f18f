import { type Corners, cornersOf } from './region-corners.ts';
import type { RegionGraph } from './region-graph.ts';

/** Finds the regions that a union encloses: those in its box that are cut off from everything outside the box. */
export class HoleFinder {
  private readonly graph: RegionGraph;
  private readonly marks: Int32Array;
  private stamp = 0;

  constructor(graph: RegionGraph) {
    this.graph = graph;
    this.marks = new Int32Array(graph.labels.count).fill(-1);
  }

  find(regions: readonly number[], box: Corners): number[] {
    const { graph, marks } = this;
    const stamp = ++this.stamp;
    for (const region of regions) marks[region] = stamp;
    const holes: number[] = [];
    for (const region of regions) {
      for (let at = graph.first[region]; at < graph.first[region + 1]; at++) {
        const outer = graph.neighbours[at];
        if (marks[outer] !== stamp && this.isWithin(outer, box)) holes.push(...this.enclosed(outer, box));
      }
    }
    return holes;
  }

  private isWithin(region: number, [minX, minY, maxX, maxY]: Corners): boolean {
    const [left, top, right, bottom] = cornersOf(this.graph, region);
    return left >= minX && top >= minY && right <= maxX && bottom <= maxY;
  }

  /** The regions connected with one outside the union, or none when they lead out of the box. */
  private enclosed(start: number, box: Corners): number[] {
    const { graph, marks, stamp } = this;
    const found = [start];
    marks[start] = stamp;
    let isOpen = false;
    for (const region of found) {
      for (let at = graph.first[region]; at < graph.first[region + 1]; at++) {
        const next = graph.neighbours[at];
        if (marks[next] === stamp) continue;
        if (!this.isWithin(next, box)) {
          isOpen = true;
          continue;
        }
        marks[next] = stamp;
        found.push(next);
      }
    }
    return isOpen ? [] : found;
  }
}
