import type { Size } from '../contract/geometry.ts';
import { createLabelMap, type LabelMap } from '../imaging/image.ts';
import { connectPixels } from './connect-pixels.ts';
import { DisjointSets } from './disjoint-sets.ts';
import type { MeanShiftOptions } from './mean-shift-options.ts';

// The rules below are not in the paper. They were found by comparing with the label maps of the EDISON system.

/** Adjacent regions whose modes are closer than this (in range radii) become one. */
const FUSE_RANGE = 0.5;
/** Regions that became one are compared anew once; a third round would join too much. */
const FUSE_ROUNDS = 2;
/** Two colours that are both lighter than this differ twice as much as their L says. */
const BRIGHT_FROM_L = 80;
const BRIGHT_WEIGHT = 4;

/** Regions as graph nodes: what is known of each without looking at pixels again. */
interface RegionGraph {
  readonly counts: Float64Array;
  /** L, u, v of each region's mode, interleaved. */
  readonly modes: Float64Array;
  /** Labels of 4-connected regions, two by two; a pair may come more than once. */
  readonly edges: Int32Array;
}

/** What a round of joining does to the graph. */
type Join = (graph: RegionGraph, sets: DisjointSets) => void;

/** Pairs of labels that meet across a side of a pixel; where the side before it parts the same two, it is left out. */
function borders({ width, height, data }: LabelMap): Int32Array {
  const pairs = new Int32Array(4 * data.length);
  let length = 0;
  for (let y = 0, pixel = 0; y < height; y++) {
    for (let x = 0; x < width; x++, pixel++) {
      const label = data[pixel];
      const right = x + 1 < width ? data[pixel + 1] : label;
      if (right !== label && !(y > 0 && data[pixel - width] === label && data[pixel - width + 1] === right)) {
        pairs[length++] = label;
        pairs[length++] = right;
      }
      const below = y + 1 < height ? data[pixel + width] : label;
      if (below !== label && !(x > 0 && data[pixel - 1] === label && data[pixel + width - 1] === below)) {
        pairs[length++] = label;
        pairs[length++] = below;
      }
    }
  }
  return pairs.slice(0, length);
}

/** A region's mode is that of its first pixel. */
function buildGraph(labels: LabelMap, pixelModes: Float32Array): RegionGraph {
  const counts = new Float64Array(labels.count);
  const modes = new Float64Array(labels.count * 3);
  for (let pixel = 0; pixel < labels.data.length; pixel++) {
    const label = labels.data[pixel];
    if (counts[label]++ > 0) continue;
    for (let channel = 0; channel < 3; channel++) modes[label * 3 + channel] = pixelModes[pixel * 3 + channel];
  }
  return { counts, modes, edges: borders(labels) };
}

/** The graph after its regions were joined: modes are averaged by area, edges within a region are dropped. */
function contract(graph: RegionGraph, numbers: Int32Array, size: number): RegionGraph {
  const counts = new Float64Array(size);
  const modes = new Float64Array(size * 3);
  for (let region = 0; region < numbers.length; region++) {
    const number = numbers[region];
    counts[number] += graph.counts[region];
    for (let channel = 0; channel < 3; channel++) {
      modes[number * 3 + channel] += graph.counts[region] * graph.modes[region * 3 + channel];
    }
  }
  for (let at = 0; at < modes.length; at++) modes[at] /= counts[Math.floor(at / 3)];
  const edges = new Int32Array(graph.edges.length);
  let length = 0;
  for (let at = 0; at < edges.length; at += 2) {
    const [one, other] = [numbers[graph.edges[at]], numbers[graph.edges[at + 1]]];
    if (one === other) continue;
    edges[length++] = one;
    edges[length++] = other;
  }
  return { counts, modes, edges: edges.slice(0, length) };
}

/** Squared distance of two regions' modes; `brightWeight` is for the lightness of two bright ones. */
function distanceSquared({ modes }: RegionGraph, a: number, b: number, brightWeight = 1): number {
  const dl = modes[a * 3] - modes[b * 3];
  const du = modes[a * 3 + 1] - modes[b * 3 + 1];
  const dv = modes[a * 3 + 2] - modes[b * 3 + 2];
  const weight = Math.min(modes[a * 3], modes[b * 3]) > BRIGHT_FROM_L ? brightWeight : 1;
  return weight * dl * dl + du * du + dv * dv;
}

/** Joins adjacent regions with like modes: one round of the transitive closure. */
function joinAlike(graph: RegionGraph, sets: DisjointSets, rangeRadius: number): void {
  const limit = (FUSE_RANGE * rangeRadius) ** 2;
  for (let at = 0; at < graph.edges.length; at += 2) {
    const [a, b] = [graph.edges[at], graph.edges[at + 1]];
    if (distanceSquared(graph, a, b, BRIGHT_WEIGHT) < limit) sets.union(a, b);
  }
}

/** The most similar neighbour of each region that is below the minimum density. */
class NearestOfSmall {
  /** -1: the region is large enough. */
  readonly nearest: Int32Array;
  private readonly counts: Float64Array;
  private readonly distances: Float64Array;
  private readonly minDensity: number;

  constructor(counts: Float64Array, minDensity: number) {
    this.counts = counts;
    this.minDensity = minDensity;
    this.nearest = new Int32Array(counts.length).fill(-1);
    this.distances = new Float64Array(counts.length).fill(Number.POSITIVE_INFINITY);
  }

  offer(region: number, other: number, between: number): void {
    const { nearest, distances } = this;
    if (this.counts[region] >= this.minDensity || between > distances[region]) return;
    // Of equally similar neighbours the first takes it, whatever the order of the edges.
    if (between === distances[region] && other > nearest[region]) return;
    nearest[region] = other;
    distances[region] = between;
  }
}

/** Joins every region below the minimum density to its most similar neighbour. */
function joinSmall(graph: RegionGraph, sets: DisjointSets, minDensity: number): void {
  const { counts, edges } = graph;
  const small = new NearestOfSmall(counts, minDensity);
  for (let at = 0; at < edges.length; at += 2) {
    const between = distanceSquared(graph, edges[at], edges[at + 1]);
    small.offer(edges[at], edges[at + 1], between);
    small.offer(edges[at + 1], edges[at], between);
  }
  for (let region = 0; region < counts.length; region++) {
    if (small.nearest[region] >= 0) sets.union(region, small.nearest[region]);
  }
}

/** Joins regions in rounds, until nothing changes. @param regionOf the region of each that there was at first; is brought up to date */
function fuse(start: RegionGraph, regionOf: Int32Array, rounds: number, join: Join): RegionGraph {
  let graph = start;
  for (let round = 0; round < rounds; round++) {
    const sets = new DisjointSets(graph.counts.length);
    join(graph, sets);
    const { numbers, count } = sets.number();
    if (count === graph.counts.length) break;
    graph = contract(graph, numbers, count);
    for (let region = 0; region < regionOf.length; region++) regionOf[region] = numbers[regionOf[region]];
  }
  return graph;
}

/** The numbers from 0 on. */
function countUp(length: number): Int32Array {
  const numbers = new Int32Array(length);
  for (let at = 0; at < length; at++) numbers[at] = at;
  return numbers;
}

/**
 * From filtered pixels to regions: connected pixels with like modes, transitive closure over the region adjacency
 * graph, pruning below the minimum density (Comaniciu & Meer 2002, section 4).
 *
 * @param modes L, u, v of each pixel's mode, interleaved
 * @returns labels in the order of the regions' first pixels
 */
export function fuseRegions(modes: Float32Array, size: Size, options: MeanShiftOptions): LabelMap {
  const pixels = connectPixels(modes, size);
  const regionOf = countUp(pixels.count);
  const joinLike: Join = (graph, sets) => joinAlike(graph, sets, options.rangeRadius);
  const joinFew: Join = (graph, sets) => joinSmall(graph, sets, options.minDensity);
  const alike = fuse(buildGraph(pixels, modes), regionOf, FUSE_ROUNDS, joinLike);
  const { counts } = fuse(alike, regionOf, Number.POSITIVE_INFINITY, joinFew);
  const labels = pixels.data;
  for (let pixel = 0; pixel < labels.length; pixel++) labels[pixel] = regionOf[labels[pixel]];
  return createLabelMap(size.width, size.height, labels, counts.length);
}
