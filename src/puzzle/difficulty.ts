import { type ChangeKind, type DifferenceFeatures, LEVELS, type Level } from '../contract/answer-key.ts';

/**
 * How hard a difference is to find, 0 (easiest) to 100: a weighted sum of features, each of which is 0 where it makes a
 * difference easiest and 1 where it makes it hardest. What is known of change blindness sets the weights until there are
 * enough times of players to fit them:
 *
 * - size and contrast tell most (peripheral detection, VSS 2014; Le Moan & Pedersen 2019);
 * - what turns from lighter than its surroundings to darker is seen first (PLoS ONE 2021, e0254715), and so is what comes
 *   or goes, before what changes colour, before what changes shape or place;
 * - a change at a salient place is seen sooner, in clutter later (Ma et al., "Change Blindness Images", IEEE TVCG);
 * - people look at the middle first.
 *
 * A larger, more contrasting, more central difference is never harder, other things equal.
 */
const WEIGHTS = {
  area: 0.42,
  contrast: 0.24,
  polarity: 0.04,
  edges: 0.06,
  saliency: 0.07,
  clutter: 0.06,
  place: 0.06,
  kind: 0.05,
} as const;

/** Shares of the picture between which size matters: beyond them a difference is a speck, or seen at once. */
const AREA_RATIO = { small: 0.0002, large: 0.03 };
/** CIEDE2000 between which contrast matters. */
const DELTA_E = { weak: 8, strong: 45 };
/** Something that is there or not is seen before a colour, a colour before a shape or a place. */
const KIND_HARDNESS: Readonly<Record<ChangeKind, number>> = {
  remove: 0,
  duplicate: 0,
  detail: 0.2,
  replace: 0.3,
  unknown: 0.4,
  recolour: 0.5,
  resize: 0.7,
  move: 0.8,
  rotate: 0.9,
  mirror: 1,
};
/** A puzzle is as hard as its average difference, a little as its hardest: the last one found takes longest. */
const HARDEST_SHARE = 0.35;
/**
 * Weighted sums at which the levels begin, and the hardest one ends. The levels define the scale: of puzzles of twenty drawn
 * scenes that were planned for a level, nine tenths came to 0.35 to 0.45 at easy, 0.44 to 0.49 at medium, 0.50 to 0.56 at
 * hard and 0.56 to 0.62 for experts (average and hardest difference, weighed as above). Those of single differences overlap
 * by far: half of them came to more than 0.39, 0.46, 0.51 and 0.57.
 */
const LEVEL_SUMS = [0.28, 0.47, 0.503, 0.525, 0.65] as const;
/** What a level takes of the scale from 0 to 100. */
export const BAND = 100 / LEVELS.length;

const clampShare = (value: number) => Math.min(1, Math.max(0, value));

/** A weighted sum on the scale of the levels: straight from each one's beginning to its end. */
function scoreOf(sum: number): number {
  let score = 0;
  for (let level = 1; level < LEVEL_SUMS.length; level++) {
    const [start, end] = [LEVEL_SUMS[level - 1], LEVEL_SUMS[level]];
    score += BAND * clampShare((sum - start) / (end - start));
  }
  return score;
}

/** Difficulty of one difference, 0 to 100. */
export function differenceDifficulty(kind: ChangeKind, features: DifferenceFeatures): number {
  const { areaRatio, deltaE, polarity, edges, saliency, clutter, distance } = features;
  const large = Math.log(Math.max(areaRatio, AREA_RATIO.small) / AREA_RATIO.small);
  const sum =
    WEIGHTS.area * (1 - clampShare(large / Math.log(AREA_RATIO.large / AREA_RATIO.small))) +
    WEIGHTS.contrast * (1 - clampShare((deltaE - DELTA_E.weak) / (DELTA_E.strong - DELTA_E.weak))) +
    WEIGHTS.polarity * (1 - clampShare(polarity)) +
    WEIGHTS.edges * (1 - clampShare(edges)) +
    WEIGHTS.saliency * (1 - clampShare(saliency)) +
    WEIGHTS.clutter * clampShare(clutter) +
    WEIGHTS.place * clampShare(distance) +
    WEIGHTS.kind * KIND_HARDNESS[kind];
  return scoreOf(sum);
}

/** Difficulty of a puzzle from those of its differences, 0 to 100, rounded. */
export function puzzleDifficulty(scores: readonly number[]): number {
  const mean = scores.reduce((sum, score) => sum + score, 0) / scores.length;
  return Math.round(mean * (1 - HARDEST_SHARE) + Math.max(...scores) * HARDEST_SHARE);
}

/** The level in whose quarter of the scale a difficulty lies. */
export const levelOf = (difficulty: number): Level =>
  LEVELS[Math.min(LEVELS.length - 1, Math.floor(difficulty / BAND))];
