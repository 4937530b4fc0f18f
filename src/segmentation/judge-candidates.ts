import { FeatureMeter, type Features } from './candidate-features.ts';
import { type Candidate, CandidateGatherer, regionCandidate } from './gather-candidates.ts';
import { findGround, groundLikeness } from './ground-likeness.ts';
import { judgeObjectness } from './objectness.ts';
import type { RegionGraph } from './region-graph.ts';
import { surroundLikeness } from './surround-likeness.ts';

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

/** What a candidate looks like by itself. */
interface Seen {
  readonly candidate: Candidate;
  readonly features: Features;
  /** How much it looks like a thing by what drawings taught, 0 to 1. */
  readonly likeness: number;
  /** The same, less where its outline is open. */
  readonly closed: number;
}

/** What is known of a candidate before it is compared with those that it overlaps; all values from 0 to 1. */
export interface Judged extends Seen {
  /** How much it looks like a gap with the ground behind it, and like a patch among its like. */
  readonly gap: number;
  readonly patch: number;
  /** How much it looks like a thing when all this is taken into account. */
  readonly objectness: number;
}

/** How surely a drawn line goes around a candidate, 0 to 1. */
const rimOf = ({ darkRim, thinInside }: Features) => Math.min(1, darkRim / DRAWN_RIM) * thinInside;

/** The judge learned from drawings, where every outline is closed: that of a thing in a photograph must be too. */
function closedness(features: Features): number {
  const keep = (share: number) => OPEN_SHARE + (1 - OPEN_SHARE) * Math.min(1, share);
  return (
    keep(features.weakStep / CLOSED_STEP) * keep(Math.max(rimOf(features), features.weakContrast / CLOSED_CONTRAST))
  );
}

/** For each region how much it looks like a gap with the ground behind it, 0 to 1. */
function gapsOf(graph: RegionGraph, ground: readonly number[]): Float64Array {
  const isGround = new Set(ground);
  return Float64Array.from({ length: graph.labels.count }, (_, region) =>
    isGround.has(region) ? 0 : groundLikeness(regionCandidate(graph, region), graph, ground),
  );
}

const bestFirst = (a: Seen, b: Seen) => b.closed - a.closed;

/** The candidates of a graph that look best by their features alone. */
function findCandidates(graph: RegionGraph): Seen[] {
  const meter = new FeatureMeter(graph);
  const see = <Kind extends Candidate>(candidates: readonly Kind[]) => {
    const measured = candidates.map((candidate) => meter.measure(candidate));
    const likeness = judgeObjectness(measured);
    return candidates.map((candidate, at) => {
      const features = measured[at];
      return { candidate, features, likeness: likeness[at], closed: likeness[at] * closedness(features) };
    });
  };
  const gatherer = new CandidateGatherer(graph);
  const unions = see(gatherer.unions()).sort(bestFirst);
  const varied = see(unions.slice(0, VARIED).flatMap(({ candidate }) => gatherer.withoutParts(candidate)));
  return [...unions, ...varied].sort(bestFirst).slice(0, COMPARED);
}

/** The best candidates of a graph and what they are worth: gaps and patches of something larger are worth less. */
export function judgeCandidates(graph: RegionGraph): Judged[] {
  const ground = findGround(graph);
  const gaps = gapsOf(graph, ground);
  return findCandidates(graph)
    .map((seen) => {
      const { candidate, features, closed } = seen;
      const { regions, area } = candidate;
      const seenThrough = regions.reduce((sum, region) => sum + gaps[region] * graph.areas[region], 0) / area;
      const gap = Math.max(seenThrough, groundLikeness(candidate, graph, ground));
      const patch = surroundLikeness(candidate, graph);
      const bare = 1 - rimOf(features);
      const worth = closed * (1 - (1 - GAP_SHARE) * bare * gap) * (1 - (1 - PATCH_SHARE) * bare * patch);
      return { ...seen, gap, patch, objectness: worth ** EXPONENT };
    })
    .filter(({ objectness }) => objectness > 0);
}
