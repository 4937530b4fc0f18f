import type { RgbImage } from '../imaging/image.ts';
import { FeatureMeter } from './candidate-features.ts';
import { maskOf } from './gather-candidates.ts';
import { type FindFacesAndText, findKeepers, type Keepers, whyKeep } from './keep/find-keepers.ts';
import type { Picked } from './pick-candidates.ts';
import { type Surroundings, scoreForPlanner, sumOutlines } from './planner-scores.ts';
import type { Proposal, SeenProposals } from './proposal.ts';
import type { RegionGraph } from './region-graph.ts';
import { scoreRing } from './ring-scores.ts';
import { classicalSaliency, type FindSaliency } from './saliency.ts';
import { scoreShape } from './shape-scores.ts';

/** Describes candidates of one picture. */
class Describer {
  private readonly graph: RegionGraph;
  private readonly keepers: Keepers;
  private readonly surroundings: Surroundings;
  private readonly meter: FeatureMeter;

  constructor(graph: RegionGraph, keepers: Keepers, surroundings: Surroundings) {
    this.graph = graph;
    this.keepers = keepers;
    this.surroundings = surroundings;
    this.meter = new FeatureMeter(graph);
  }

  describe({ candidate, objectness }: Picked, id: number): Proposal {
    const { graph, surroundings } = this;
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
      areaRatio: shape.area / (surroundings.size.width * surroundings.size.height),
      persistence: candidate.persistence,
      weakContrast: this.meter.measure(candidate).weakContrast,
      keep: whyKeep(placed, shape.area, this.keepers),
    };
  }
}

/** Makes proposals of candidates: their masks and all that is said of them. @param image the working image of the graph, @param picture the same at full size */
export async function describeProposals(
  picked: readonly Picked[],
  graph: RegionGraph,
  image: RgbImage,
  picture: RgbImage,
  findSaliency: FindSaliency = classicalSaliency,
  find?: FindFacesAndText,
): Promise<SeenProposals> {
  const size = { width: image.width, height: image.height };
  const keepers = await findKeepers(picture, graph.colours, find);
  const saliency = await findSaliency(image);
  const describer = new Describer(graph, keepers, { saliency: saliency.map, outlines: sumOutlines(graph), size });
  const proposals: Proposal[] = [];
  for (const each of picked) proposals.push(describer.describe(each, proposals.length));
  return { size, proposals, saliency, faces: keepers.faces };
}
