import type { RgbImage } from '../imaging/image.ts';
import type { Random } from '../imaging/random.ts';
import { FeatureMeter, type Features } from './candidate-features.ts';
import { describeProposals } from './describe-proposals.ts';
import { divideFinely } from './divide-finely.ts';
import { type Candidate, CandidateGatherer, regionCandidate } from './gather-candidates.ts';
import { findGround, groundLikeness } from './ground-likeness.ts';
import { judgeObjectness } from './objectness.ts';
import { type Judged, pickCandidates } from './pick-candidates.ts';
import type { SeenProposals } from './proposal.ts';
import type { RegionGraph } from './region-graph.ts';
import { classicalSaliency, type FindSaliency } from './saliency.ts';
import { surroundLikeness } from './surround-likeness.ts';
import { toWorkingImage } from './working-image.ts';

export type { Proposal, ProposalSet } from './proposal.ts';

const MAX_PROPOSALS = 150;
/** Of so many of the best unions also what is left without one of their parts is looked at. */
const VARIED = 250;
/** Only the best so many candidates are compared with each other: what comes after them is never picked. */
const COMPARED = 1000;
/** What is certainly a gap with the ground behind it keeps this share of its objectness. */
const GAP_SHARE = 0.2;
/** What has its own colours all around it is a patch of something larger, and keeps this share. */
const PATCH_SHARE = 0.4;
/** How much darker (L) than its surroundings a rim is that was drawn around a thing: then it is neither gap nor patch. */
const DRAWN_RIM = 24;
/** Step along the weakest quarter of an outline, in Lab units, from which on it counts as closed ... */
const CLOSED_STEP = 12;
/** ... and contrast of the regions on its two sides. */
const CLOSED_CONTRAST = 16;
/** Of its objectness a candidate keeps this share for each of the two that it has nothing of. */
const OPEN_SHARE = 0.5;
/** Lifts low values a little: planners take what is below .15 for no thing, what is above .3 for a sure one. */
const EXPONENT = 0.9;

/** A candidate that was looked at. */
interface Seen extends Judged {
  /** How surely a drawn line goes around it, 0 to 1. */
  readonly rimmed: number;
}

/** The judge learned from drawings, where every outline is closed: that of a thing in a photograph must be too. */
function judge(features: Features, likeness: number): Omit<Seen, 'candidate'> {
  const rimmed = Math.min(1, features.darkRim / DRAWN_RIM) * features.thinInside;
  const keep = (share: number) => OPEN_SHARE + (1 - OPEN_SHARE) * Math.min(1, share);
  const closed =
    keep(features.weakStep / CLOSED_STEP) * keep(Math.max(rimmed, features.weakContrast / CLOSED_CONTRAST));
  return { objectness: likeness * closed, rimmed };
}

/** For each region how much it looks like a gap with the ground behind it, 0 to 1. */
function gapsOf(graph: RegionGraph, ground: readonly number[]): Float64Array {
  const isGround = new Set(ground);
  return Float64Array.from({ length: graph.labels.count }, (_, region) =>
    isGround.has(region) ? 0 : groundLikeness(regionCandidate(graph, region), graph, ground),
  );
}

const bestFirst = (a: Judged, b: Judged) => b.objectness - a.objectness;

/** The candidates of a graph that look best by their features alone. */
function findCandidates(graph: RegionGraph): Seen[] {
  const meter = new FeatureMeter(graph);
  const see = <Kind extends Candidate>(candidates: readonly Kind[]) => {
    const measured = candidates.map((candidate) => meter.measure(candidate));
    const likeness = judgeObjectness(measured);
    return candidates.map((candidate, at) => ({ candidate, ...judge(measured[at], likeness[at]) }));
  };
  const gatherer = new CandidateGatherer(graph);
  const unions = see(gatherer.unions()).sort(bestFirst);
  const varied = see(unions.slice(0, VARIED).flatMap(({ candidate }) => gatherer.withoutParts(candidate)));
  return [...unions, ...varied].sort(bestFirst).slice(0, COMPARED);
}

/** The same with what they are worth: gaps and patches of something larger are worth less. */
function judgeCandidates(graph: RegionGraph): Judged[] {
  const ground = findGround(graph);
  const gaps = gapsOf(graph, ground);
  return findCandidates(graph)
    .map(({ candidate, objectness, rimmed }) => {
      const { regions, area } = candidate;
      const seenThrough = regions.reduce((sum, region) => sum + gaps[region] * graph.areas[region], 0) / area;
      const gap = (1 - rimmed) * Math.max(seenThrough, groundLikeness(candidate, graph, ground));
      const patch = (1 - rimmed) * surroundLikeness(candidate, graph);
      const worth = objectness * (1 - (1 - GAP_SHARE) * gap) * (1 - (1 - PATCH_SHARE) * patch);
      return { candidate, objectness: worth ** EXPONENT };
    })
    .filter(({ objectness }) => objectness > 0);
}

/**
 * Finds the things of a picture: mean shift regions, put together in several ways and at all scales; judged by what
 * drawn scenes taught about things; the first of them together show as many as can be expected.
 *
 * @param findSaliency without a network unless said otherwise: the same picture gives the same proposals everywhere
 * @returns up to 150 proposals, those first that add most to the ones before them; empty for a blank picture
 */
export async function propose(
  image: RgbImage,
  _random?: Random,
  findSaliency: FindSaliency = classicalSaliency,
): Promise<SeenProposals> {
  const small = await toWorkingImage(image);
  const graph = divideFinely(small);
  return describeProposals(
    pickCandidates(judgeCandidates(graph), graph, MAX_PROPOSALS),
    graph,
    small,
    image,
    findSaliency,
  );
}
