import type { Box, Size } from '../contract/geometry.ts';
import { fillHoles } from '../imaging/fill-holes.ts';
import { createMask } from '../imaging/image.ts';
import type { PlacedMask } from '../imaging/placed-mask.ts';
import { HoleFinder } from './hole-finder.ts';
import { buildMergeTree, MERGE_COSTS, type MergeTree } from './merge-tree.ts';
import { boundsOf } from './octagon.ts';
import { type Corners, cornersOf } from './region-corners.ts';
import type { RegionGraph } from './region-graph.ts';
import { RegionKeys } from './region-keys.ts';
import { RegionWalker } from './region-walker.ts';

/** Regions that may be one thing, with the holes between them filled. */
export interface Candidate {
  /** Labels, in no special order. */
  readonly regions: readonly number[];
  /** Pixels. */
  readonly area: number;
  /** minX, minY, maxX, maxY. */
  readonly corners: Corners;
  /** How much dearer it was to merge the union away than to put it together: logarithm of the ratio, 0 to 3. */
  readonly persistence: number;
}

/** Smaller than this nobody finds, larger than this is scenery; shares of the image. */
const AREA_RATIO = { min: 0.0004, max: 0.12 };
const MOST_PERSISTENT = 3;
/** A region that was never put together has no cost of its own to compare with. */
const REGION_PERSISTENCE = 1;

/** Whether a union lies inside the image and is not too large for a thing. */
function couldBeThing(area: number, [minX, minY, maxX, maxY]: Corners, { width, height }: Size): boolean {
  const isInside = minX > 0 && minY > 0 && maxX < width - 1 && maxY < height - 1;
  return isInside && area <= AREA_RATIO.max * width * height;
}

function persistenceOf({ leaves, parent, costs }: MergeTree, node: number): number {
  if (node < leaves) return REGION_PERSISTENCE;
  if (parent[node] < 0 || costs[node] === 0) return MOST_PERSISTENT;
  return Math.min(MOST_PERSISTENT, Math.log(costs[parent[node]] / costs[node]));
}

/** A candidate that merge trees hold. */
export interface Union extends Candidate {
  /** The regions of each of its grandchildren: what could be taken off it. */
  readonly parts: (readonly number[])[];
}

/** Adds the regions of a node's grandchildren to parts. */
function addParts(
  { leaves, left, right }: MergeTree,
  node: number,
  below: readonly (readonly number[])[],
  parts: (readonly number[])[],
): void {
  if (node < leaves) return;
  for (const child of [left[node], right[node]])
    if (child >= leaves) parts.push(below[left[child]], below[right[child]]);
}

/** Gathers what may be a thing, each set of regions once. */
export class CandidateGatherer {
  private readonly graph: RegionGraph;
  private readonly least: number;
  private readonly keys: RegionKeys;
  private readonly holes: HoleFinder;
  private readonly walker: RegionWalker;
  /** Marks regions that are taken off a union with the number of the taking. */
  private readonly taken: Int32Array;
  private takings = 0;
  private readonly found = new Set<number>();

  constructor(graph: RegionGraph) {
    const { width, height, count } = graph.labels;
    this.graph = graph;
    this.least = AREA_RATIO.min * width * height;
    this.keys = new RegionKeys(count);
    this.holes = new HoleFinder(graph);
    this.walker = new RegionWalker(graph);
    this.taken = new Int32Array(count);
  }

  private areaOf(regions: readonly number[]): number {
    let area = 0;
    for (const region of regions) area += this.graph.areas[region];
    return area;
  }

  /** All unions of regions that some merge tree holds and that could be things: inside the image, of a fitting size. */
  unions(): Union[] {
    const unions = new Map<number, Union>();
    for (const costOf of Object.values(MERGE_COSTS)) this.addUnions(buildMergeTree(this.graph, costOf), unions);
    for (const key of unions.keys()) this.found.add(key);
    return [...unions.values()];
  }

  private addUnions(tree: MergeTree, unions: Map<number, Union>): void {
    const below: (readonly number[])[] = [];
    for (let node = 0; node < tree.count; node++) {
      const corners = cornersOf(tree, node);
      if (!couldBeThing(tree.areas[node], corners, this.graph.labels)) continue;
      const regions = node < tree.leaves ? [node] : below[tree.left[node]].concat(below[tree.right[node]]);
      below[node] = regions;
      if (tree.areas[node] < this.least) continue;
      const all = regions.concat(this.holes.find(regions, corners));
      const key = this.keys.of(all);
      const persistence = persistenceOf(tree, node);
      const known = unions.get(key);
      const parts = known?.parts ?? [];
      addParts(tree, node, below, parts);
      unions.set(key, {
        regions: known?.regions ?? all,
        area: known?.area ?? this.areaOf(all),
        corners,
        persistence: Math.max(known?.persistence ?? 0, persistence),
        parts,
      });
    }
  }

  /** What is left of a union without one of its parts, where that is in one piece and was not found before. */
  withoutParts(union: Union): Candidate[] {
    const { graph } = this;
    const left: Candidate[] = [];
    for (const part of union.parts) {
      const rest = this.without(union.regions, part);
      if (rest.length === 0 || !this.walker.isConnected(rest)) continue;
      const corners = boundsOf(rest, graph.corners);
      const regions = rest.concat(this.holes.find(rest, corners));
      const area = this.areaOf(regions);
      const key = this.keys.of(regions);
      if (area < this.least || this.found.has(key)) continue;
      this.found.add(key);
      left.push({ regions, area, corners, persistence: 0 });
    }
    return left;
  }

  private without(regions: readonly number[], part: readonly number[]): number[] {
    const { taken } = this;
    const taking = ++this.takings;
    for (const region of part) taken[region] = taking;
    const rest: number[] = [];
    for (const region of regions) if (taken[region] !== taking) rest.push(region);
    return rest;
  }
}

/** One region as a candidate. */
export function regionCandidate(graph: RegionGraph, region: number): Candidate {
  return { regions: [region], area: graph.areas[region], corners: cornersOf(graph, region), persistence: 0 };
}

/** The box of a candidate, half-open. */
export function boxOf({ corners: [minX, minY, maxX, maxY] }: Candidate): Box {
  return { x: minX, y: minY, width: maxX - minX + 1, height: maxY - minY + 1 };
}

/** The pixels of a candidate, holes filled. */
export function maskOf(candidate: Candidate, { labels }: RegionGraph): PlacedMask {
  const box = boxOf(candidate);
  const isMember = new Uint8Array(labels.count);
  for (const region of candidate.regions) isMember[region] = 1;
  const mask = createMask(box.width, box.height);
  for (let y = 0; y < box.height; y++) {
    const from = (box.y + y) * labels.width + box.x;
    for (let x = 0; x < box.width; x++) mask.data[y * box.width + x] = isMember[labels.data[from + x]];
  }
  return { box, mask: fillHoles(mask) };
}
