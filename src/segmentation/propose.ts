import type { Size } from '../contract/geometry.ts';
import type { RgbImage } from '../imaging/image.ts';
import { findFigures } from './figures.ts';
import { meanShift } from './mean-shift.ts';
import { pickProposals } from './pick-proposals.ts';
import type { ProposalSet } from './proposal.ts';
import { type RegionEdge, regionAdjacency } from './region-adjacency.ts';
import { buildMergeTree, leavesOf, type MergeNode } from './region-merging.ts';
import { regionMoments } from './region-properties.ts';
import { scoreRing } from './ring-scores.ts';
import {
  couldBeThing,
  type DividedImage,
  divideImage,
  type Group,
  STRONG_PERSISTENCE,
  scoreUnion,
} from './score-union.ts';
import { toWorkingImage } from './working-image.ts';

export type { Proposal, ProposalSet } from './proposal.ts';

/** The unions of the merge tree that could be things. */
function treeGroups(nodes: readonly MergeNode[], size: Size): Group[] {
  return nodes
    .filter((node) => couldBeThing(node, size))
    .map((node) => ({
      ...node,
      leaves: new Set(leavesOf(nodes, node.id)),
      // A region that fills its node from the start was never put together: it is as stable as its own area allows.
      persistence: Math.log(node.mergedAt / Math.max(node.bornAt, Math.sqrt(node.area))),
    }));
}

/** What stands before the ground and could be a thing. Numbered on from the nodes of the tree. */
function figureGroups({ ground, nodes, labels }: DividedImage, edges: readonly RegionEdge[]): Group[] {
  return findFigures(ground, nodes.slice(0, labels.count), edges)
    .filter((figure) => couldBeThing(figure, labels))
    .map((figure, at) => ({
      ...figure,
      id: nodes.length + at,
      persistence: STRONG_PERSISTENCE * figure.steadiness,
    }));
}

/**
 * Finds the things of a picture: mean shift regions, merged into a tree of unions, and what stands before the ground;
 * scored by their contour and by what surrounds them.
 *
 * @returns up to 150 proposals, best first; empty for a blank picture
 */
export async function propose(image: RgbImage): Promise<ProposalSet> {
  const small = await toWorkingImage(image);
  const size = { width: small.width, height: small.height };
  const labels = meanShift(small);
  const edges = regionAdjacency(labels);
  const nodes = buildMergeTree(regionMoments(labels, small), edges);
  const divided = divideImage(labels, nodes, edges);
  const groups = [...treeGroups(nodes, size), ...figureGroups(divided, edges)];
  const unions = groups.map((group) => scoreUnion(group, divided));
  const picked = pickProposals(unions);
  return { size, proposals: picked.map((union) => ({ ...union, ...scoreRing(small, union.placed), keep: null })) };
}
