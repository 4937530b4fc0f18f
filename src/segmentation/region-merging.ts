import type { Box } from '../contract/geometry.ts';
import { rgbToLabInto } from '../imaging/colour.ts';
import { unionBox } from '../imaging/geometry.ts';
import type { RegionEdge } from './region-adjacency.ts';
import type { RegionMoments } from './region-properties.ts';

/** A node of the merge tree: a leaf is one region, an inner node the union of its two children. */
export interface MergeNode {
  readonly id: number;
  readonly children: readonly [number, number] | undefined;
  readonly area: number;
  readonly box: Box;
  /** CIE Lab mean colour. */
  readonly lab: Float64Array;
  /** Cost at which the node came to be (0 for leaves) and at which it was merged away (Infinity for the root). */
  readonly bornAt: number;
  mergedAt: number;
}

/** Share of a node's border below which contact with a neighbour no longer makes merging dearer. */
const LEAST_CONTACT_SHARE = 0.15;

interface LiveEdge {
  a: number;
  b: number;
  contact: number;
  cost: number;
}

/**
 * How dear it is to see two neighbours as one thing: the growth of colour variance (Ward 1963, per square root so that
 * it reads as a colour distance), dearer the less of the smaller one's border they share. Small and enclosed details
 * join first, so objects come together before they meld with what is behind them.
 */
function mergeCost(a: MergeNode, b: MergeNode, contactShare: number): number {
  const distance = Math.hypot(a.lab[0] - b.lab[0], a.lab[1] - b.lab[1], a.lab[2] - b.lab[2]);
  const ward = distance * Math.sqrt((a.area * b.area) / (a.area + b.area));
  return ward / Math.max(LEAST_CONTACT_SHARE, contactShare);
}

function leafOf(region: RegionMoments): MergeNode {
  const lab = new Float64Array(3);
  const [red, green, blue] = region.intensityMean.map(Math.round);
  rgbToLabInto(red, green, blue, lab);
  return {
    id: region.label,
    children: undefined,
    area: region.area,
    box: region.bbox,
    lab,
    bornAt: 0,
    mergedAt: Number.POSITIVE_INFINITY,
  };
}

/** The leaves of the merge tree: one node a region, in the order of labels. */
export function regionLeaves(regions: readonly RegionMoments[]): MergeNode[] {
  return regions.map(leafOf);
}

function mergeNodes(id: number, a: MergeNode, b: MergeNode, cost: number): MergeNode {
  const area = a.area + b.area;
  return {
    id,
    children: [a.id, b.id],
    area,
    box: unionBox(a.box, b.box),
    lab: a.lab.map((value, channel) => (value * a.area + b.lab[channel] * b.area) / area),
    bornAt: Math.max(cost, a.bornAt, b.bornAt),
    mergedAt: Number.POSITIVE_INFINITY,
  };
}

/**
 * Merges regions pairwise, cheapest first, until one is left (hierarchical merging of the region adjacency graph).
 *
 * @param regions as many as there are labels, in order
 * @returns the merge tree: first the leaves by label, then the inner nodes in the order in which they were made
 */
export function buildMergeTree(regions: readonly RegionMoments[], edges: readonly RegionEdge[]): MergeNode[] {
  const nodes = regionLeaves(regions);
  const borders = new Map<number, number>(nodes.map(({ id }) => [id, 0]));
  for (const { a, b, contact } of edges) {
    borders.set(a, (borders.get(a) ?? 0) + contact);
    borders.set(b, (borders.get(b) ?? 0) + contact);
  }
  const costOf = (a: number, b: number, contact: number) =>
    mergeCost(nodes[a], nodes[b], contact / Math.min(borders.get(a) ?? contact, borders.get(b) ?? contact));
  let live: LiveEdge[] = edges.map(({ a, b, contact }) => ({ a, b, contact, cost: costOf(a, b, contact) }));
  while (live.length > 0) {
    const cheapest = live.reduce((best, edge) => (edge.cost < best.cost ? edge : best));
    const merged = mergeNodes(nodes.length, nodes[cheapest.a], nodes[cheapest.b], cheapest.cost);
    nodes[cheapest.a].mergedAt = merged.bornAt;
    nodes[cheapest.b].mergedAt = merged.bornAt;
    nodes.push(merged);
    const border = (borders.get(cheapest.a) ?? 0) + (borders.get(cheapest.b) ?? 0) - 2 * cheapest.contact;
    borders.set(merged.id, border);
    live = rewire(live, cheapest, merged.id, costOf);
  }
  return nodes;
}

/** The edges after two nodes became one: their edges to a common neighbour become one edge. */
function rewire(
  edges: readonly LiveEdge[],
  gone: LiveEdge,
  id: number,
  costOf: (a: number, b: number, contact: number) => number,
): LiveEdge[] {
  const toNeighbour = new Map<number, number>();
  const kept: LiveEdge[] = [];
  for (const edge of edges) {
    const touchesA = edge.a === gone.a || edge.a === gone.b;
    const touchesB = edge.b === gone.a || edge.b === gone.b;
    if (touchesA && touchesB) continue;
    if (!touchesA && !touchesB) {
      kept.push(edge);
      continue;
    }
    const neighbour = touchesA ? edge.b : edge.a;
    toNeighbour.set(neighbour, (toNeighbour.get(neighbour) ?? 0) + edge.contact);
  }
  for (const [neighbour, contact] of toNeighbour) {
    kept.push({ a: neighbour, b: id, contact, cost: costOf(neighbour, id, contact) });
  }
  return kept;
}

/** The leaves (region labels) below a node. */
export function leavesOf(nodes: readonly MergeNode[], id: number): number[] {
  const { children } = nodes[id];
  return children ? children.flatMap((child) => leavesOf(nodes, child)) : [id];
}
