import { type Octagon, octagonArea, uniteBounds } from './octagon.ts';
import { colourDistance, type RegionGraph } from './region-graph.ts';

/** A tree of unions of regions: nodes 0 to count - 1 are the regions, each later node the union of its two children. */
export interface MergeTree {
  /** Regions. */
  readonly leaves: number;
  /** Nodes. */
  readonly count: number;
  readonly areas: Float64Array;
  readonly lab: Float64Array;
  /** minX, minY, maxX, maxY of each node. */
  readonly corners: Int32Array;
  /** The same along the diagonals, as in RegionGraph. */
  readonly diagonals: Int32Array;
  readonly perimeters: Float64Array;
  /** Children of each node, -1 for regions; parent of each node, -1 for those that never merged. */
  readonly left: Int32Array;
  readonly right: Int32Array;
  readonly parent: Int32Array;
  /** What the making of each node cost, never less than that of its children; 0 for regions. */
  readonly costs: Float64Array;
}

/** How dear it is to see two neighbouring nodes as one thing. @param contact length of the border between them */
type MergeCost = (tree: MergeTree, a: number, b: number, contact: number) => number;

/** Share of a node's outline below which contact with a neighbour no longer makes merging dearer. */
const LEAST_CONTACT_SHARE = 0.15;
/** Lab distances that are added to that of the colours: how little colour counts beside form. */
const BOXED_COLOUR_BASE = 3;
const OUTLINED_COLOUR_BASE = 5;

function unionBoxArea({ corners }: MergeTree, a: number, b: number): number {
  const width = Math.max(corners[a * 4 + 2], corners[b * 4 + 2]) - Math.min(corners[a * 4], corners[b * 4]) + 1;
  const height =
    Math.max(corners[a * 4 + 3], corners[b * 4 + 3]) - Math.min(corners[a * 4 + 1], corners[b * 4 + 1]) + 1;
  return width * height;
}

/** How many pixels of the octagon around two nodes belong to neither. */
function octagonGap(tree: MergeTree, a: number, b: number): number {
  const union: Octagon = {
    corners: uniteBounds(tree.corners, a, b),
    diagonals: uniteBounds(tree.diagonals, a, b),
  };
  return Math.max(0, octagonArea(union) - tree.areas[a] - tree.areas[b]);
}

/** The growth of variance per unit of it (Ward 1963), dearer the less of the smaller one's outline is shared. */
function wardGrowth({ areas, perimeters }: MergeTree, a: number, b: number, contact: number): number {
  const share = contact / Math.min(perimeters[a], perimeters[b]);
  return Math.sqrt((areas[a] * areas[b]) / (areas[a] + areas[b])) / Math.max(LEAST_CONTACT_SHARE, share);
}

/**
 * Five views of what belongs together. Things of one colour, of many colours in a compact box, without gaps in their
 * box or their octagon, with a short outline: each finds things that the others miss (fill and colour as in Uijlings et
 * al. 2013).
 */
export const MERGE_COSTS = {
  colour: (tree, a, b, contact) => colourDistance(tree, a, b) * wardGrowth(tree, a, b, contact),
  box: (tree, a, b, contact) =>
    (BOXED_COLOUR_BASE + colourDistance(tree, a, b)) * unionBoxArea(tree, a, b) * wardGrowth(tree, a, b, contact),
  gap: (tree, a, b) => Math.max(0, unionBoxArea(tree, a, b) - tree.areas[a] - tree.areas[b]),
  octagon: octagonGap,
  outline: (tree, a, b, contact) =>
    (tree.perimeters[a] + tree.perimeters[b] - 2 * contact) * (OUTLINED_COLOUR_BASE + colourDistance(tree, a, b)),
} as const satisfies Record<string, MergeCost>;

interface Pair {
  readonly cost: number;
  readonly order: number;
  readonly a: number;
  readonly b: number;
}

const isBefore = (one: Pair, other: Pair) =>
  one.cost < other.cost || (one.cost === other.cost && one.order < other.order);

/** Pairs of nodes, cheapest first; of equally dear ones the one that was put in first. */
class CheapestFirst {
  private readonly heap: Pair[] = [];
  private puts = 0;

  put(cost: number, a: number, b: number): void {
    const { heap } = this;
    const entry = { cost, order: this.puts++, a, b };
    let at = heap.push(entry) - 1;
    while (at > 0) {
      const up = (at - 1) >> 1;
      if (heap[up].cost <= cost) break;
      heap[at] = heap[up];
      at = up;
    }
    heap[at] = entry;
  }

  take(): Pair | undefined {
    const { heap } = this;
    const top = heap[0];
    const last = heap.pop();
    if (last === undefined || heap.length === 0) return top;
    let at = 0;
    for (let down = 1; down < heap.length; down = 2 * at + 1) {
      if (down + 1 < heap.length && isBefore(heap[down + 1], heap[down])) down++;
      if (!isBefore(heap[down], last)) break;
      heap[at] = heap[down];
      at = down;
    }
    heap[at] = last;
    return top;
  }
}

function withRoom<Values extends Float64Array | Int32Array>(room: Values, values: ArrayLike<number>): Values {
  room.set(values);
  return room;
}

function plant({ labels, areas, lab, corners, diagonals, perimeters }: RegionGraph): MergeTree & { count: number } {
  const most = 2 * labels.count;
  return {
    leaves: labels.count,
    count: labels.count,
    areas: withRoom(new Float64Array(most), areas),
    lab: withRoom(new Float64Array(3 * most), lab),
    corners: withRoom(new Int32Array(4 * most), corners),
    diagonals: withRoom(new Int32Array(4 * most), diagonals),
    perimeters: withRoom(new Float64Array(most), perimeters),
    left: new Int32Array(most).fill(-1),
    right: new Int32Array(most).fill(-1),
    parent: new Int32Array(most).fill(-1),
    costs: new Float64Array(most),
  };
}

/** Adds the union of two nodes. @returns its number */
function join(tree: MergeTree & { count: number }, a: number, b: number, contact: number, cost: number): number {
  const { areas, lab, corners, diagonals, perimeters, left, right, parent, costs } = tree;
  const id = tree.count++;
  left[id] = a;
  right[id] = b;
  parent[a] = id;
  parent[b] = id;
  areas[id] = areas[a] + areas[b];
  for (let channel = 0; channel < 3; channel++) {
    lab[id * 3 + channel] = (lab[a * 3 + channel] * areas[a] + lab[b * 3 + channel] * areas[b]) / areas[id];
  }
  for (const bounds of [corners, diagonals]) {
    for (let side = 0; side < 4; side++) {
      const [one, other] = [bounds[a * 4 + side], bounds[b * 4 + side]];
      bounds[id * 4 + side] = side < 2 ? Math.min(one, other) : Math.max(one, other);
    }
  }
  perimeters[id] = perimeters[a] + perimeters[b] - 2 * contact;
  costs[id] = Math.max(cost, costs[a], costs[b]);
  return id;
}

/** Merges neighbouring regions pairwise, cheapest first, until none are left (hierarchical merging). */
export function buildMergeTree(graph: RegionGraph, costOf: MergeCost): MergeTree {
  const tree = plant(graph);
  const contacts = Array.from({ length: tree.leaves }, () => new Map<number, number>());
  const pairs = new CheapestFirst();
  for (let a = 0; a < tree.leaves; a++) {
    for (let at = graph.first[a]; at < graph.first[a + 1]; at++) {
      const [b, contact] = [graph.neighbours[at], graph.lengths[at]];
      contacts[a].set(b, contact);
      if (a < b) pairs.put(costOf(tree, a, b, contact), a, b);
    }
  }
  for (let pair = pairs.take(); pair; pair = pairs.take()) {
    const { a, b, cost } = pair;
    if (tree.parent[a] >= 0 || tree.parent[b] >= 0) continue;
    const id = join(tree, a, b, contacts[a].get(b) ?? 0, cost);
    const [more, fewer] = contacts[a].size >= contacts[b].size ? [a, b] : [b, a];
    const around = contacts[more];
    around.delete(fewer);
    for (const [other, contact] of contacts[fewer]) {
      if (other !== more) around.set(other, (around.get(other) ?? 0) + contact);
    }
    contacts.push(around);
    for (const [other, contact] of around) {
      contacts[other].delete(a);
      contacts[other].delete(b);
      contacts[other].set(id, contact);
      pairs.put(costOf(tree, other, id, contact), other, id);
    }
  }
  return tree;
}
