import type { Point } from '../contract/geometry.ts';
import { convexHull } from '../imaging/geometry.ts';
import type { Mask } from '../imaging/image.ts';
import { countSet, outlinePoints, type PlacedMask } from '../imaging/placed-mask.ts';
import type { RegionEdge } from './region-adjacency.ts';
import type { MergeNode } from './region-merging.ts';

/** What the shape of a proposal says. */
export interface ShapeScores {
  /** Mask pixels with holes filled, working image. */
  readonly area: number;
  /** Area divided by the area of the convex hull, 0 to 1. */
  readonly solidity: number;
  /** Short axis divided by long axis of the ellipse with the same second moments, 0 (line) to 1 (circle). */
  readonly axisRatio: number;
}

/** What the outline of a proposal says. */
export interface ContourScores extends ShapeScores {
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

/** Second moment of a square of one pixel. */
const PIXEL_MOMENT = 1 / 12;

function polygonArea(points: readonly Point[]): number {
  const twice = points.reduce((sum, point, index) => {
    const next = points[(index + 1) % points.length];
    return sum + point.x * next.y - next.x * point.y;
  }, 0);
  return Math.abs(twice) / 2;
}

function axisRatio({ width, height, data }: Mask): number {
  let [n, sx, sy, xx, yy, xy] = [0, 0, 0, 0, 0, 0];
  for (let y = 0, pixel = 0; y < height; y++) {
    for (let x = 0; x < width; x++, pixel++) {
      if (!data[pixel]) continue;
      n++;
      sx += x;
      sy += y;
      xx += x * x;
      yy += y * y;
      xy += x * y;
    }
  }
  // A pixel is a square, not a point: it has a moment of its own.
  const muXx = xx / n - (sx / n) ** 2 + PIXEL_MOMENT;
  const muYy = yy / n - (sy / n) ** 2 + PIXEL_MOMENT;
  const root = Math.hypot((muXx - muYy) / 2, xy / n - (sx / n) * (sy / n));
  const mean = (muXx + muYy) / 2;
  return Math.sqrt(Math.max(0, mean - root) / (mean + root));
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

/** Scores the shape of a mask. */
export function scoreShape(placed: PlacedMask): ShapeScores {
  const area = countSet(placed.mask);
  return {
    area,
    axisRatio: axisRatio(placed.mask),
    solidity: area / polygonArea(convexHull(outlinePoints(placed))),
  };
}

/** Scores the outline of a union of regions. @param leaves the labels in the union */
export function scoreContour(
  placed: PlacedMask,
  nodes: readonly MergeNode[],
  leaves: ReadonlySet<number>,
  edgesOf: EdgesByRegion,
): ContourScores {
  return { ...scoreShape(placed), weakContrast: weakContrast(nodes, leaves, edgesOf) };
}
