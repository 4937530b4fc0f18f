import type { RgbImage } from '../imaging/image.ts';
import { averageLab } from './average-lab.ts';
import { FeatureMeter } from './candidate-features.ts';
import { maskOf } from './gather-candidates.ts';
import { findKeepers, whyKeep } from './keep/find-keepers.ts';
import type { Picked } from './pick-candidates.ts';
import { scoreForPlanner, sumOutlines } from './planner-scores.ts';
import type { Proposal, SeenProposals } from './proposal.ts';
import type { RegionGraph } from './region-graph.ts';
import { scoreRing } from './ring-scores.ts';
import { classicalSaliency, type FindSaliency } from './saliency.ts';
import { scoreShape } from './shape-scores.ts';

/** Makes proposals of candidates: their masks and all that is said of them. @param image the working image of the graph, @param picture the same at full size */
export async function describeProposals(
  picked: readonly Picked[],
  graph: RegionGraph,
  image: RgbImage,
  picture: RgbImage,
  findSaliency: FindSaliency = classicalSaliency,
): Promise<SeenProposals> {
  const size = { width: image.width, height: image.height };
  const keepers = await findKeepers(picture, graph.colours);
  const saliency = await findSaliency(image);
  const surroundings = { saliency: saliency.map, outlines: sumOutlines(graph), size };
  const meter = new FeatureMeter(graph);
  const proposals = picked.map(({ candidate, objectness }, id): Proposal => {
    const placed = maskOf(candidate, graph);
    const shape = scoreShape(placed);
    const ring = scoreRing(graph.colours, placed);
    return {
      id,
      placed,
      objectness,
      ...shape,
      ...ring,
      ...scoreForPlanner(placed, ring, surroundings),
      areaRatio: shape.area / (size.width * size.height),
      lab: averageLab(graph.colours, placed),
      persistence: candidate.persistence,
      weakContrast: meter.measure(candidate).weakContrast,
      keep: whyKeep(placed, shape.area, keepers),
    };
  });
  return { size, proposals, saliency };
}
