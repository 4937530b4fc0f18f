import { unionBox } from '../imaging/geometry.ts';
import { DisjointSets } from './disjoint-sets.ts';
import type { RegionEdge } from './region-adjacency.ts';
import type { MergeNode } from './region-merging.ts';

/** Lab distances up to which a region beside the ground is taken for more of it: strict, usual, generous. */
const GROUND_STEPS = [5, 9, 14];
/** A figure of one region is that region: the merge tree has it already. */
const LEAST_PARTS = 2;

/** What stands before the ground: a union of regions with all its parts, whatever their colours. */
export interface Figure extends Pick<MergeNode, 'area' | 'box' | 'lab'> {
  readonly leaves: ReadonlySet<number>;
  /** In how many of the views of what is ground this very figure stands out, as a share: 0 to 1. */
  readonly steadiness: number;
}

/** The ground and what it passes into without a step: sky that grows paler, a lawn in the shade. */
function growGround(
  ground: Uint8Array,
  nodes: readonly MergeNode[],
  edges: readonly RegionEdge[],
  step: number,
): Uint8Array {
  const grown = ground.slice();
  const smooth = edges.filter(({ a, b }) => {
    const [labA, labB] = [nodes[a].lab, nodes[b].lab];
    return Math.hypot(labA[0] - labB[0], labA[1] - labB[1], labA[2] - labB[2]) < step;
  });
  for (let isGrowing = true; isGrowing; ) {
    isGrowing = false;
    for (const { a, b } of smooth) {
      if (grown[a] === grown[b]) continue;
      grown[a] = 1;
      grown[b] = 1;
      isGrowing = true;
    }
  }
  return grown;
}

function unite(leaves: readonly number[], nodes: readonly MergeNode[]): Omit<Figure, 'steadiness'> {
  const parts = leaves.map((leaf) => nodes[leaf]);
  const area = parts.reduce((sum, part) => sum + part.area, 0);
  const lab = new Float64Array(3);
  for (const part of parts)
    part.lab.forEach((value, channel) => {
      lab[channel] += (value * part.area) / area;
    });
  const box = parts.map((part) => part.box).reduce(unionBox);
  return { leaves: new Set(leaves), area, box, lab };
}

/**
 * Finds what stands before the ground: connected unions of all regions that are not ground and that it does not pass
 * into. Where things have several colours and the ground one, as on an empty road or before a sky, these are the things.
 *
 * @param ground as findGround says
 * @param nodes at least the leaves of the merge tree
 */
export function findFigures(ground: Uint8Array, nodes: readonly MergeNode[], edges: readonly RegionEdge[]): Figure[] {
  const found = new Map<string, { readonly leaves: readonly number[]; times: number }>();
  for (const step of GROUND_STEPS) {
    const grown = growGround(ground, nodes, edges, step);
    const sets = new DisjointSets(grown.length);
    for (const { a, b } of edges) if (!grown[a] && !grown[b]) sets.union(a, b);
    const members = new Map<number, number[]>();
    grown.forEach((isGround, label) => {
      if (isGround) return;
      const root = sets.find(label);
      const group = members.get(root);
      if (group) group.push(label);
      else members.set(root, [label]);
    });
    for (const leaves of members.values()) {
      const name = leaves.join();
      const known = found.get(name);
      if (known) known.times++;
      else if (leaves.length >= LEAST_PARTS) found.set(name, { leaves, times: 1 });
    }
  }
  return [...found.values()].map(({ leaves, times }) => ({
    ...unite(leaves, nodes),
    steadiness: times / GROUND_STEPS.length,
  }));
}
