import type { Point } from '../contract/geometry.ts';
import { convexHull } from '../imaging/geometry.ts';
import { countSet, outlinePoints, type PlacedMask } from '../imaging/placed-mask.ts';
import type { RegionEdge } from './region-adjacency.ts';
import type { MergeNode } from './region-merging.ts';

/** What the outline of a proposal says. */
export interface ContourScores {
  /** Mask pixels with holes filled, working image. */
  readonly area: number;
  /** Area divided by the area of the convex hull, 0 to 1. */
  readonly solidity: number;
  /** Mean Lab distance across the weakest quarter of the contour: how well closed it is. */
  readonly weakContrast: number;
}

/** For each region its edges of the region adjacency graph. */
export type EdgesByRegion = readonly (readonly RegionEdge[])[];

/** Sorts edges by the regions that they touch, so that a union's border is found without looking at all others. */
export function edgesByRegion(count: number, edges: readonly RegionEdge[]): EdgesByRegion {
  const edgesOf: RegionEdge[][] = Array.from({ length: count }, () => []);
  for (const edge of edges) {
    edgesOf[edge.a].push(edge);
    edgesOf[edge.b].push(edge);
  }
  return edgesOf;
}

/** The share of the contour by which it is judged: a thing that melts into its ground somewhere is half a thing. */
const WEAK_SHARE = 0.25;

function polygonArea(points: readonly Point[]): number {
  const twice = points.reduce((sum, point, index) => {
    const next = points[(index + 1) % points.length];
    return sum + point.x * next.y - next.x * point.y;
  }, 0);
  return Math.abs(twice) / 2;
}

function weakContrast(nodes: readonly MergeNode[], leaves: ReadonlySet<number>, edgesOf: EdgesByRegion): number {
  const steps = [...leaves]
    .flatMap((leaf) => edgesOf[leaf])
    .filter(({ a, b }) => leaves.has(a) !== leaves.has(b))
    .map(({ a, b, contact }) => {
      const [labA, labB] = [nodes[a].lab, nodes[b].lab];
      return { contact, contrast: Math.hypot(labA[0] - labB[0], labA[1] - labB[1], labA[2] - labB[2]) };
    })
    .sort((one, other) => one.contrast - other.contrast);
  const total = steps.reduce((sum, { contact }) => sum + contact, 0);
  const weak = total * WEAK_SHARE;
  let passed = 0;
  let sum = 0;
  for (const { contact, contrast } of steps) {
    const taken = Math.min(contact, weak - passed);
    sum += taken * contrast;
    passed += taken;
    if (passed >= weak) break;
  }
  return weak > 0 ? sum / weak : 0;
}

/** Scores the outline of a union of regions. @param leaves the labels in the union */
export function scoreContour(
  placed: PlacedMask,
  nodes: readonly MergeNode[],
  leaves: ReadonlySet<number>,
  edgesOf: EdgesByRegion,
): ContourScores {
  const area = countSet(placed.mask);
  return {
    area,
    solidity: area / polygonArea(convexHull(outlinePoints(placed))),
    weakContrast: weakContrast(nodes, leaves, edgesOf),
  };
}
