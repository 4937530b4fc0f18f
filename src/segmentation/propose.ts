import type { RgbImage } from '../imaging/image.ts';
import type { Random } from '../imaging/random.ts';
import { findOverlaps } from './candidate-overlaps.ts';
import { describeProposals } from './describe-proposals.ts';
import { divideFinely } from './divide-finely.ts';
import { judgeCandidates } from './judge-candidates.ts';
import type { FindFacesAndText } from './keep/find-keepers.ts';
import { pickCandidates } from './pick-candidates.ts';
import type { SeenProposals } from './proposal.ts';
import { classicalSaliency, type FindSaliency } from './saliency.ts';
import { chancesOf } from './thing-chances.ts';
import { toWorkingImage } from './working-image.ts';

export type { Proposal, ProposalSet } from './proposal.ts';

const MAX_PROPOSALS = 150;

/**
 * Finds the things of a picture: mean shift regions, put together in several ways and at all scales; judged by what
 * drawn scenes and photographs taught about things; the first fifty together show as many as can be expected.
 *
 * @param findSaliency without a network unless said otherwise: the same picture gives the same proposals everywhere
 * @param find tells faces and lettering where somebody else looks for them
 * @returns up to 150 proposals, in the order of pickCandidates; empty for a blank picture
 */
export async function propose(
  image: RgbImage,
  _random?: Random,
  findSaliency: FindSaliency = classicalSaliency,
  find?: FindFacesAndText,
): Promise<SeenProposals> {
  const small = await toWorkingImage(image);
  const graph = divideFinely(small);
  const judged = judgeCandidates(graph);
  const overlaps = findOverlaps(
    judged.map(({ candidate }) => candidate),
    graph,
  );
  const picked = pickCandidates(judged, overlaps, chancesOf(judged, overlaps), MAX_PROPOSALS);
  return describeProposals(picked, graph, small, image, findSaliency, find);
}
