import type { Size } from '../contract/geometry.ts';
import { createLabelMap, type LabelMap } from '../imaging/image.ts';
import { DisjointSets } from './disjoint-sets.ts';
import type { MeanShiftOptions } from './mean-shift-options.ts';

// The rules below are not in the paper. They were found by comparing with the label maps of the EDISON system.

/** Neighbouring modes belong together when each of L, u and v differs by less than this. */
const CONNECTED_DIFFERENCE = 1;
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

/** Joins 8-connected pixels whose modes are alike. */
function connectPixels(modes: Float32Array, { width, height }: Size): LabelMap {
  const labels = new Int32Array(width * height);
  const sets = new DisjointSets(width * height);
  let used = 0;
  // A pixel takes the label of the first neighbour that is alike; the labels of the others become one with it.
  const connect = (pixel: number, known: number, neighbour: number): number => {
    const [a, b] = [pixel * 3, neighbour * 3];
    const isAlike =
      Math.abs(modes[a] - modes[b]) < CONNECTED_DIFFERENCE &&
      Math.abs(modes[a + 1] - modes[b + 1]) < CONNECTED_DIFFERENCE &&
      Math.abs(modes[a + 2] - modes[b + 2]) < CONNECTED_DIFFERENCE;
    if (!isAlike) return known;
    const other = labels[neighbour];
    if (known >= 0 && known !== other) sets.union(known, other);
    return known >= 0 ? known : other;
  };
  for (let y = 0, pixel = 0; y < height; y++) {
    for (let x = 0; x < width; x++, pixel++) {
      let label = x > 0 ? connect(pixel, -1, pixel - 1) : -1;
      if (y > 0) {
        label = connect(pixel, label, pixel - width);
        if (x > 0) label = connect(pixel, label, pixel - width - 1);
        if (x + 1 < width) label = connect(pixel, label, pixel - width + 1);
      }
      labels[pixel] = label >= 0 ? label : used++;
    }
  }
  const { numbers, count } = sets.number(used);
  for (let pixel = 0; pixel < labels.length; pixel++) labels[pixel] = numbers[labels[pixel]];
  return createLabelMap(width, height, labels, count);
}

/** Pairs of labels that meet across a side of a pixel. */
function borders({ width, height, data }: LabelMap): Int32Array {
  const pairs = new Int32Array(4 * data.length);
  let length = 0;
  for (let y = 0, pixel = 0; y < height; y++) {
    for (let x = 0; x < width; x++, pixel++) {
      const label = data[pixel];
      if (x + 1 < width && data[pixel + 1] !== label) {
        pairs[length++] = label;
        pairs[length++] = data[pixel + 1];
      }
      if (y + 1 < height && data[pixel + width] !== label) {
        pairs[length++] = label;
        pairs[length++] = data[pixel + width];
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
    if (counts[label]++ === 0) modes.set(pixelModes.subarray(pixel * 3, pixel * 3 + 3), label * 3);
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

/** Joins every region below the minimum density to its most similar neighbour. */
function joinSmall(graph: RegionGraph, sets: DisjointSets, minDensity: number): void {
  const { counts, edges } = graph;
  const nearest = new Int32Array(counts.length).fill(-1);
  const distance = new Float64Array(counts.length).fill(Number.POSITIVE_INFINITY);
  const offer = (region: number, other: number, between: number) => {
    if (counts[region] >= minDensity || between > distance[region]) return;
    // Of equally similar neighbours the first takes it, whatever the order of the edges.
    if (between === distance[region] && other > nearest[region]) return;
    nearest[region] = other;
    distance[region] = between;
  };
  for (let at = 0; at < edges.length; at += 2) {
    const between = distanceSquared(graph, edges[at], edges[at + 1]);
    offer(edges[at], edges[at + 1], between);
    offer(edges[at + 1], edges[at], between);
  }
  nearest.forEach((other, region) => {
    if (other >= 0) sets.union(region, other);
  });
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
  let graph = buildGraph(pixels, modes);
  const regionOf = Int32Array.from({ length: pixels.count }, (_, region) => region);
  const repeat = (rounds: number, join: Join) => {
    for (let round = 0; round < rounds; round++) {
      const sets = new DisjointSets(graph.counts.length);
      join(graph, sets);
      const { numbers, count } = sets.number();
      if (count === graph.counts.length) return;
      graph = contract(graph, numbers, count);
      for (let region = 0; region < regionOf.length; region++) regionOf[region] = numbers[regionOf[region]];
    }
  };
  repeat(FUSE_ROUNDS, (current, sets) => joinAlike(current, sets, options.rangeRadius));
  repeat(Number.POSITIVE_INFINITY, (current, sets) => joinSmall(current, sets, options.minDensity));
  const labels = pixels.data;
  for (let pixel = 0; pixel < labels.length; pixel++) labels[pixel] = regionOf[labels[pixel]];
  return createLabelMap(size.width, size.height, labels, graph.counts.length);
}
