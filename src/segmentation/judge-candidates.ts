import { FeatureMeter } from './candidate-features.ts';
import type { Features } from './feature-names.ts';
import { type Candidate, CandidateGatherer, regionCandidate } from './gather-candidates.ts';
import { findGround, GapFinder } from './ground-likeness.ts';
import { judgeObjectness } from './objectness.ts';
import type { RegionGraph } from './region-graph.ts';
import { SurroundMeter } from './surround-likeness.ts';

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
  /** How much it looks like a thing by what drawings and photographs taught, 0 to 1. */
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

const keptOf = (share: number) => OPEN_SHARE + (1 - OPEN_SHARE) * Math.min(1, share);

/** The judge learned from drawings and from cut-out things, whose outlines are closed: that of any other thing must be, too. */
function closedness(features: Features): number {
  const contrast = Math.max(rimOf(features), features.weakContrast / CLOSED_CONTRAST);
  return keptOf(features.weakStep / CLOSED_STEP) * keptOf(contrast);
}

/** For each region how much it looks like a gap with the ground behind it, 0 to 1. */
function gapsOf(graph: RegionGraph, ground: readonly number[], finder: GapFinder): Float64Array {
  const gaps = new Float64Array(graph.labels.count);
  for (let region = 0; region < gaps.length; region++) gaps[region] = finder.likeness(regionCandidate(graph, region));
  for (const region of ground) gaps[region] = 0;
  return gaps;
}

const bestFirst = (a: Seen, b: Seen) => b.closed - a.closed;

/** Sees what each of several candidates looks like by itself. */
function see<Kind extends Candidate>(candidates: readonly Kind[], meter: FeatureMeter): (Seen & { candidate: Kind })[] {
  const measured: Features[] = [];
  for (const candidate of candidates) measured.push(meter.measure(candidate));
  const likenesses = judgeObjectness(measured);
  const seen: (Seen & { candidate: Kind })[] = [];
  for (let at = 0; at < candidates.length; at++) {
    const [candidate, features, likeness] = [candidates[at], measured[at], likenesses[at]];
    seen.push({ candidate, features, likeness, closed: likeness * closedness(features) });
  }
  return seen;
}

/** The candidates of a graph that look best by their features alone. */
function findCandidates(graph: RegionGraph): Seen[] {
  const meter = new FeatureMeter(graph);
  const gatherer = new CandidateGatherer(graph);
  const unions = see(gatherer.unions(), meter).sort(bestFirst);
  const varied: Candidate[] = [];
  for (const { candidate } of unions.slice(0, VARIED)) varied.push(...gatherer.withoutParts(candidate));
  return [...unions, ...see(varied, meter)].sort(bestFirst).slice(0, COMPARED);
}

/** Compares the candidates of a graph with their surroundings. */
class SurroundingsJudge {
  private readonly graph: RegionGraph;
  private readonly finder: GapFinder;
  private readonly gaps: Float64Array;
  private readonly surroundings: SurroundMeter;

  constructor(graph: RegionGraph) {
    const ground = findGround(graph);
    this.graph = graph;
    this.finder = new GapFinder(graph, ground);
    this.gaps = gapsOf(graph, ground, this.finder);
    this.surroundings = new SurroundMeter(graph);
  }

  judge(seen: Seen): Judged {
    const { candidate, features, closed } = seen;
    const gap = Math.max(this.seenThrough(candidate), this.finder.likeness(candidate));
    const patch = this.surroundings.likeness(candidate);
    const bare = 1 - rimOf(features);
    const worth = closed * (1 - (1 - GAP_SHARE) * bare * gap) * (1 - (1 - PATCH_SHARE) * bare * patch);
    return { ...seen, gap, patch, objectness: worth ** EXPONENT };
  }

  /** How much a candidate's regions look like gaps, the larger the more they count. */
  private seenThrough({ regions, area }: Candidate): number {
    let sum = 0;
    for (const region of regions) sum += this.gaps[region] * this.graph.areas[region];
    return sum / area;
  }
}

/** The best candidates of a graph and what they are worth: gaps and patches of something larger are worth less. */
export function judgeCandidates(graph: RegionGraph): Judged[] {
  const judge = new SurroundingsJudge(graph);
  const judged: Judged[] = [];
  for (const seen of findCandidates(graph)) judged.push(judge.judge(seen));
  return judged.filter(({ objectness }) => objectness > 0);
}
