import type { Size } from '../contract/geometry.ts';
import type { MadeDifference } from './make-differences.ts';

/**
 * How hard a puzzle is, 0 (easiest) to 100. A first model from what is known to make changes hard to see: small area,
 * weak contrast, distance from the centre (Ma et al., IEEE TVCG "Change Blindness Images"; Le Moan & Pedersen 2019).
 * A larger, more contrasting, more central difference is never harder, other things equal.
 */

/** Shares of the picture between which size matters: a hundredth of a percent is a speck, 5 % is seen at once. */
const AREA_RATIO = { small: 0.0001, large: 0.05 };
/** CIEDE2000 between which contrast matters. */
const DELTA_E = { weak: 8, strong: 50 };
const WEIGHTS = { area: 0.5, contrast: 0.35, place: 0.15 };
/** A puzzle is as hard as its average difference, a little as its hardest: the last one found takes longest. */
const HARDEST_SHARE = 0.35;
const MAX_SCORE = 100;

const clampShare = (value: number) => Math.min(1, Math.max(0, value));

/** Difficulty of one difference, 0 to 100. @param areaRatio mask pixels divided by image pixels */
export function differenceDifficulty(
  { box, deltaE }: Pick<MadeDifference, 'box' | 'deltaE'>,
  areaRatio: number,
  image: Size,
): number {
  const large = Math.log(areaRatio / AREA_RATIO.small) / Math.log(AREA_RATIO.large / AREA_RATIO.small);
  const strong = (deltaE - DELTA_E.weak) / (DELTA_E.strong - DELTA_E.weak);
  const away = Math.hypot((box.x + box.width / 2) / image.width - 0.5, (box.y + box.height / 2) / image.height - 0.5);
  const score =
    WEIGHTS.area * (1 - clampShare(large)) +
    WEIGHTS.contrast * (1 - clampShare(strong)) +
    WEIGHTS.place * clampShare(away / Math.SQRT1_2);
  return MAX_SCORE * score;
}

/** Difficulty of a puzzle from those of its differences, 0 to 100, rounded. */
export function puzzleDifficulty(scores: readonly number[]): number {
  const mean = scores.reduce((sum, score) => sum + score, 0) / scores.length;
  return Math.round(mean * (1 - HARDEST_SHARE) + Math.max(...scores) * HARDEST_SHARE);
}
