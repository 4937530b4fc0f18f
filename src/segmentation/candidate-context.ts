import type { Overlaps } from './candidate-overlaps.ts';
import { FEATURE_NAMES, type FeatureName } from './feature-names.ts';
import type { Judged } from './judge-candidates.ts';

/** How a candidate may stand to one that it overlaps, and the numbers of that; what is alike may be a whole or a part, too. */
const RELATIONS = ['alike', 'whole', 'part', 'rival'] as const;
const [ALIKE, WHOLE, PART, RIVAL] = [0, 1, 2, 3];
/** Features of which it counts how much more the other one has. */
const COMPARED = ['compactness', 'octagon', 'weakStep', 'weakContrast'] as const satisfies readonly FeatureName[];

/** What is told of the best one in a relation: its worth, how much of it is shared, how far the candidate is ahead. */
const ofBest = (relation: string) => ['worth', 'overlap', 'lead', ...COMPARED].map((what) => `${relation}.${what}`);

/** What the judge of chances looks at, in the order of its model. */
export const CONTEXT_NAMES: readonly string[] = [
  ...FEATURE_NAMES,
  /** What the candidate is by itself. */
  'likeness',
  'closed',
  'gap',
  'patch',
  'worth',
  /** Its worth, shared with all that overlap it: the better they are, the less is left. */
  'claim',
  /** Sum of the worth of those that are nearly the same. */
  'alike.sum',
  /** How well its parts look like things of their own. */
  'part.sum',
  /** Sum of its overlaps with all others, and the share of all candidates that are worth more. */
  'crowd',
  'rank',
  ...RELATIONS.flatMap(ofBest),
];

/** Two candidates are nearly the same when they overlap more than this (intersection over union). */
const ALIKE_OVERLAP = 0.7;
/** One is a part of the other when more than this share of it lies in the other ... */
const INSIDE_SHARE = 0.9;
/** ... that is so many times larger. */
const LARGER_TIMES = 1.2;
/** How much the better ones count among those that claim the same pixels: the power that their worth is raised to. */
const PREFERENCE = 4;

/** The best candidate in each relation: its number (-1: none), overlap and worth; by the relation's number. */
interface Best {
  readonly numbers: Int32Array;
  readonly overlaps: Float64Array;
  readonly worths: Float64Array;
}

/** Describes candidates of one picture. */
class ContextMeter {
  private readonly judged: readonly Judged[];
  private readonly areas: Float64Array;
  private readonly worths: Float64Array;
  /** How much each claims the pixels that it has. */
  private readonly claims: Float64Array;
  private readonly best: Best = {
    numbers: new Int32Array(RELATIONS.length),
    overlaps: new Float64Array(RELATIONS.length),
    worths: new Float64Array(RELATIONS.length),
  };

  constructor(judged: readonly Judged[]) {
    this.judged = judged;
    this.areas = Float64Array.from(judged, ({ candidate }) => candidate.area);
    this.worths = Float64Array.from(judged, ({ objectness }) => objectness);
    this.claims = this.worths.map((worth) => worth ** PREFERENCE);
  }

  /** Writes the values of CONTEXT_NAMES for a candidate. @param rank share of the candidates that are worth more, @param from the row's first place */
  describe(number: number, overlaps: Overlaps, rank: number, rows: Float64Array, from: number): void {
    const { features, likeness, closed, gap, patch, objectness: worth } = this.judged[number];
    let to = from;
    for (const name of FEATURE_NAMES) rows[to++] = features[name];
    const { claim, alike, parts, crowd } = this.meet(number, overlaps);
    for (const value of [likeness, closed, gap, patch, worth, claim, alike, parts, crowd, rank]) rows[to++] = value;
    for (let relation = 0; relation < RELATIONS.length; relation++) to = this.compare(number, relation, rows, to);
  }

  /** Finds the best in each relation, and what CONTEXT_NAMES calls claim, alike.sum, part.sum and crowd. */
  private meet(number: number, { others, likeness: overlaps }: Overlaps) {
    const { areas, worths, claims, best } = this;
    best.numbers.fill(-1);
    best.overlaps.fill(0);
    best.worths.fill(0);
    const own = areas[number];
    let [claimed, alike, parts, crowd] = [0, 0, 0, 0];
    for (let at = 0; at < others.length; at++) {
      const [other, overlap] = [others[at], overlaps[at]];
      claimed += overlap * claims[other];
      if (other === number) continue;
      crowd += overlap;
      const [area, worth] = [areas[other], worths[other]];
      const both = ((own + area) * overlap) / (1 + overlap);
      const isAlike = overlap > ALIKE_OVERLAP;
      const isWhole = both > INSIDE_SHARE * own && area > LARGER_TIMES * own;
      const isPart = both > INSIDE_SHARE * area && own > LARGER_TIMES * area;
      if (isAlike) {
        alike += worth;
        this.offer(ALIKE, other, overlap);
      }
      if (isWhole) this.offer(WHOLE, other, overlap);
      if (isPart) {
        parts += overlap * worth * worth;
        this.offer(PART, other, overlap);
      }
      if (!isAlike && !isWhole && !isPart) this.offer(RIVAL, other, overlap);
    }
    return { claim: (worths[number] * claims[number]) / claimed, alike, parts, crowd };
  }

  private offer(relation: number, other: number, overlap: number): void {
    const { numbers, overlaps, worths } = this.best;
    if (this.worths[other] <= worths[relation]) return;
    numbers[relation] = other;
    overlaps[relation] = overlap;
    worths[relation] = this.worths[other];
  }

  /** Writes what ofBest names. @returns the place after it */
  private compare(number: number, relation: number, rows: Float64Array, from: number): number {
    const { judged, worths, best } = this;
    const other = best.numbers[relation];
    const [mine, theirs] = [judged[number].features, judged[other < 0 ? number : other].features];
    const worth = best.worths[relation];
    let to = from;
    rows[to++] = worth;
    rows[to++] = best.overlaps[relation];
    rows[to++] = worths[number] - worth;
    for (const name of COMPARED) rows[to++] = theirs[name] - mine[name];
    return to;
  }
}

/** For each candidate the share of all that are worth more. */
function ranksOf(judged: readonly Judged[]): Float64Array {
  const surestFirst = [...judged.keys()].sort((a, b) => judged[b].objectness - judged[a].objectness);
  const ranks = new Float64Array(judged.length);
  for (let rank = 0; rank < surestFirst.length; rank++) ranks[surestFirst[rank]] = rank / judged.length;
  return ranks;
}

/**
 * What each candidate is, and how it compares with those that it overlaps.
 *
 * @returns for each the values of CONTEXT_NAMES, one candidate after the other
 */
export function describeContext(judged: readonly Judged[], overlaps: readonly Overlaps[]): Float64Array {
  const width = CONTEXT_NAMES.length;
  const rows = new Float64Array(judged.length * width);
  const ranks = ranksOf(judged);
  const meter = new ContextMeter(judged);
  for (let number = 0; number < judged.length; number++) {
    meter.describe(number, overlaps[number], ranks[number], rows, number * width);
  }
  return rows;
}
