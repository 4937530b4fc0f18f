import type { Box, Size } from '../contract/geometry.ts';
import { createMask } from '../imaging/image.ts';
import { fillHoles, type PlacedMask } from '../imaging/placed-mask.ts';
import { buildMergeTree, MERGE_COSTS, type MergeTree } from './merge-tree.ts';
import { boundsOf } from './octagon.ts';
import type { RegionGraph } from './region-graph.ts';

/** Regions that may be one thing, with the holes between them filled. */
export interface Candidate {
  /** Labels, in no special order. */
  readonly regions: readonly number[];
  /** Pixels. */
  readonly area: number;
  /** minX, minY, maxX, maxY. */
  readonly corners: readonly [number, number, number, number];
  /** How much dearer it was to merge the union away than to put it together: logarithm of the ratio, 0 to 3. */
  readonly persistence: number;
}

/** Smaller than this nobody finds, larger than this is scenery; shares of the image. */
const AREA_RATIO = { min: 0.0004, max: 0.12 };
const MOST_PERSISTENT = 3;
/** A region that was never put together has no cost of its own to compare with. */
const REGION_PERSISTENCE = 1;

type Corners = Candidate['corners'];

function cornersOf({ corners }: Pick<MergeTree, 'corners'>, node: number): Corners {
  return [corners[node * 4], corners[node * 4 + 1], corners[node * 4 + 2], corners[node * 4 + 3]];
}

/** Whether a union lies inside the image and is not too large for a thing. */
function couldBeThing(area: number, [minX, minY, maxX, maxY]: Corners, { width, height }: Size): boolean {
  const isInside = minX > 0 && minY > 0 && maxX < width - 1 && maxY < height - 1;
  return isInside && area <= AREA_RATIO.max * width * height;
}

/** The regions that a union encloses: those in its box that are cut off from everything outside the box. */
class HoleFinder {
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

/** Whether one can walk between all regions of a set without leaving it. */
function isConnected(regions: readonly number[], { first, neighbours }: RegionGraph): boolean {
  const left = new Set(regions);
  const reached = [regions[0]];
  left.delete(regions[0]);
  for (const region of reached) {
    for (let at = first[region]; at < first[region + 1]; at++) {
      if (left.delete(neighbours[at])) reached.push(neighbours[at]);
    }
  }
  return left.size === 0;
}

/** Keys are less than this: the sum of two is still exact, whatever the order. */
const KEYS = 2 ** 52;

/** Numbers for regions whose sum (as whole numbers) tells sets of them apart: 52-bit hashes of their labels. */
function regionKeys(count: number): Float64Array {
  const LOW_BITS = 2 ** 20;
  const mix = (value: number) => {
    const spread = Math.imul(value ^ (value >>> 16), 0x45d9f3b);
    return (Math.imul(spread ^ (spread >>> 16), 0x45d9f3b) ^ (spread >>> 7)) >>> 0;
  };
  return Float64Array.from(
    { length: count },
    (_, label) => mix(label + 1) * LOW_BITS + (mix(label + count + 1) >>> 12),
  );
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

/** The regions of a node's grandchildren. */
function partsOf({ leaves, left, right }: MergeTree, node: number, below: readonly (readonly number[])[]) {
  if (node < leaves) return [];
  return [left[node], right[node]]
    .filter((child) => child >= leaves)
    .flatMap((child) => [below[left[child]], below[right[child]]]);
}

/** Gathers what may be a thing, each set of regions once. */
export class CandidateGatherer {
  private readonly graph: RegionGraph;
  private readonly least: number;
  private readonly keys: Float64Array;
  private readonly holes: HoleFinder;
  private readonly found = new Map<number, Candidate>();

  constructor(graph: RegionGraph) {
    const { width, height, count } = graph.labels;
    this.graph = graph;
    this.least = AREA_RATIO.min * width * height;
    this.keys = regionKeys(count);
    this.holes = new HoleFinder(graph);
  }

  private keyOf(regions: readonly number[]): number {
    return regions.reduce((sum, region) => (sum + this.keys[region]) % KEYS, 0);
  }

  private areaOf(regions: readonly number[]): number {
    return regions.reduce((sum, region) => sum + this.graph.areas[region], 0);
  }

  /** All unions of regions that some merge tree holds and that could be things: inside the image, of a fitting size. */
  unions(): Union[] {
    const unions = new Map<number, Union>();
    for (const costOf of Object.values(MERGE_COSTS)) this.addUnions(buildMergeTree(this.graph, costOf), unions);
    for (const [key, union] of unions) this.found.set(key, union);
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
      const key = this.keyOf(all);
      const persistence = persistenceOf(tree, node);
      const known = unions.get(key);
      const parts = (known?.parts ?? []).concat(partsOf(tree, node, below));
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
    return union.parts.flatMap((part) => {
      const taken = new Set(part);
      const rest = union.regions.filter((region) => !taken.has(region));
      if (rest.length === 0 || !isConnected(rest, graph)) return [];
      const corners = boundsOf(rest, graph.corners);
      const regions = rest.concat(this.holes.find(rest, corners));
      const area = this.areaOf(regions);
      const key = this.keyOf(regions);
      if (area < this.least || this.found.has(key)) return [];
      const candidate = { regions, area, corners, persistence: 0 };
      this.found.set(key, candidate);
      return [candidate];
    });
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
