import type { RgbImage } from '../imaging/image.ts';
import { FeatureMeter } from './candidate-features.ts';
import { describeProposals } from './describe-proposals.ts';
import { regionCandidate } from './gather-candidates.ts';
import type { FindFacesAndText } from './keep/find-keepers.ts';
import { meanShift } from './mean-shift.ts';
import { DEFAULT_MEAN_SHIFT } from './mean-shift-options.ts';
import { judgeObjectness } from './objectness.ts';
import type { SeenProposals } from './proposal.ts';
import { buildRegionGraph } from './region-graph.ts';
import { type RegionMoments, regionMoments } from './region-properties.ts';
import { classicalSaliency, type FindSaliency } from './saliency.ts';
import { toWorkingImage } from './working-image.ts';

/** Which regions the classic recipe takes: pixels of the working image, both ends included. */
export interface RegionFilter {
  readonly minArea: number;
  readonly maxArea: number;
  readonly maxEccentricity: number;
}

/** The filters of the classic recipe's two levels. */
export const CLASSIC_FILTERS = {
  '1': { minArea: 50, maxArea: 100_000, maxEccentricity: 0.8 },
  '2': { minArea: 25, maxArea: 100, maxEccentricity: 0.8 },
} as const satisfies Record<string, RegionFilter>;

/** Whether the classic recipe takes a region. */
export function passesFilter({ area, eccentricity }: RegionMoments, filter: RegionFilter): boolean {
  return area >= filter.minArea && area <= filter.maxArea && eccentricity <= filter.maxEccentricity;
}

/**
 * The classic recipe: every mean shift region of the right area that is round enough, whatever it shows.
 *
 * @returns one proposal a region, best first
 */
export async function proposeRegions(
  image: RgbImage,
  filter: RegionFilter = CLASSIC_FILTERS['1'],
  findSaliency: FindSaliency = classicalSaliency,
  find?: FindFacesAndText,
): Promise<SeenProposals> {
  const small = await toWorkingImage(image);
  const minDensity = Math.min(DEFAULT_MEAN_SHIFT.minDensity, filter.minArea);
  const labels = meanShift(small, { ...DEFAULT_MEAN_SHIFT, minDensity });
  const graph = buildRegionGraph(labels, small);
  const meter = new FeatureMeter(graph);
  const candidates = regionMoments(labels, small)
    .filter((region) => labels.count > 1 && passesFilter(region, filter))
    .map(({ label }) => regionCandidate(graph, label));
  const objectness = judgeObjectness(candidates.map((candidate) => meter.measure(candidate)));
  const judged = candidates
    .map((candidate, at) => ({ candidate, objectness: objectness[at] }))
    .sort((a, b) => b.objectness - a.objectness);
  return describeProposals(judged, graph, small, image, findSaliency, find);
}
