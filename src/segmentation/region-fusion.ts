import type { Size } from '../contract/geometry.ts';
import { createLabelMap, type LabelMap } from '../imaging/image.ts';
import { DisjointSets } from './disjoint-sets.ts';
import type { MeanShiftOptions } from './mean-shift-options.ts';
import { type RegionEdge, regionAdjacency } from './region-adjacency.ts';

/** Neighbouring modes closer than this (in range radii) belong to one region. */
const FUSE_RANGE = 0.5;

/** Regions as graph nodes: what is known of each without looking at pixels again. */
interface RegionGraph {
  readonly count: Float64Array;
  /** Sums of the modes' L, u, v, interleaved. */
  readonly colour: Float64Array;
  readonly edges: readonly RegionEdge[];
}

/** Squared distance of two colours in one interleaved array. */
function distanceSquared(values: Float32Array | Float64Array, a: number, b: number): number {
  const dl = values[a * 3] - values[b * 3];
  const du = values[a * 3 + 1] - values[b * 3 + 1];
  const dv = values[a * 3 + 2] - values[b * 3 + 2];
  return dl * dl + du * du + dv * dv;
}

/** Joins 8-connected pixels whose modes are alike. */
function joinPixels(modes: Float32Array, { width, height }: Size, rangeRadius: number): LabelMap {
  const sets = new DisjointSets(width * height);
  const limit = (FUSE_RANGE * rangeRadius) ** 2;
  const join = (pixel: number, neighbour: number) => {
    if (distanceSquared(modes, pixel, neighbour) < limit) sets.union(pixel, neighbour);
  };
  for (let y = 0, pixel = 0; y < height; y++) {
    for (let x = 0; x < width; x++, pixel++) {
      if (x > 0) join(pixel, pixel - 1);
      if (y === 0) continue;
      join(pixel, pixel - width);
      if (x > 0) join(pixel, pixel - width - 1);
      if (x + 1 < width) join(pixel, pixel - width + 1);
    }
  }
  const { numbers, count } = sets.number();
  return createLabelMap(width, height, numbers, count);
}

function buildGraph(labels: LabelMap, modes: Float32Array): RegionGraph {
  const count = new Float64Array(labels.count);
  const colour = new Float64Array(labels.count * 3);
  for (let pixel = 0; pixel < labels.data.length; pixel++) {
    const label = labels.data[pixel];
    count[label]++;
    for (let channel = 0; channel < 3; channel++) colour[label * 3 + channel] += modes[pixel * 3 + channel];
  }
  return { count, colour, edges: regionAdjacency(labels) };
}

function meanColours({ count, colour }: RegionGraph): Float64Array {
  return colour.map((sum, at) => sum / count[Math.floor(at / 3)]);
}

/** The graph after its regions were joined: sums added up, edges between the joined regions. */
function contract(graph: RegionGraph, numbers: Int32Array, size: number): RegionGraph {
  const count = new Float64Array(size);
  const colour = new Float64Array(size * 3);
  numbers.forEach((number, region) => {
    count[number] += graph.count[region];
    for (let channel = 0; channel < 3; channel++) colour[number * 3 + channel] += graph.colour[region * 3 + channel];
  });
  const edges = graph.edges
    .map(({ a, b, contact }) => ({ a: numbers[a], b: numbers[b], contact }))
    .filter(({ a, b }) => a !== b);
  return { count, colour, edges };
}

/** Joins adjacent regions with like mean modes (one round of the transitive closure). */
function joinAlike(graph: RegionGraph, sets: DisjointSets, rangeRadius: number): void {
  const means = meanColours(graph);
  const limit = (FUSE_RANGE * rangeRadius) ** 2;
  for (const { a, b } of graph.edges) if (distanceSquared(means, a, b) < limit) sets.union(a, b);
}

/** Joins every region below the minimum density to its most similar neighbour. */
function joinSmall(graph: RegionGraph, sets: DisjointSets, minDensity: number): void {
  const means = meanColours(graph);
  const nearest = new Int32Array(graph.count.length).fill(-1);
  const distance = new Float64Array(graph.count.length).fill(Number.POSITIVE_INFINITY);
  const offer = (region: number, other: number, between: number) => {
    if (graph.count[region] >= minDensity || between >= distance[region]) return;
    nearest[region] = other;
    distance[region] = between;
  };
  for (const { a, b } of graph.edges) {
    const between = distanceSquared(means, a, b);
    offer(a, b, between);
    offer(b, a, between);
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
 */
export function fuseRegions(modes: Float32Array, size: Size, options: MeanShiftOptions): LabelMap {
  const pixels = joinPixels(modes, size, options.rangeRadius);
  let graph = buildGraph(pixels, modes);
  let regionOf: Int32Array = Int32Array.from({ length: pixels.count }, (_, region) => region);
  const repeat = (join: (graph: RegionGraph, sets: DisjointSets) => void) => {
    for (;;) {
      const sets = new DisjointSets(graph.count.length);
      join(graph, sets);
      const { numbers, count } = sets.number();
      if (count === graph.count.length) return;
      graph = contract(graph, numbers, count);
      regionOf = regionOf.map((region) => numbers[region]);
    }
  };
  repeat((current, sets) => joinAlike(current, sets, options.rangeRadius));
  repeat((current, sets) => joinSmall(current, sets, options.minDensity));
  return createLabelMap(
    size.width,
    size.height,
    pixels.data.map((region) => regionOf[region]),
    graph.count.length,
  );
}
