import type { Level } from '../../contract/answer-key.ts';
import { BAND } from '../difficulty.ts';
import { levelStart, type Option } from './option.ts';

/**
 * Where the average difference of a puzzle lies in its level's band so that the puzzle lies in the middle: the hardest counts
 * once more, and lies a whole band above the average.
 */
const AVERAGE_PLACE = 0.15;
/** A difference so much of a band away from what a puzzle lacks keeps half of its appeal. */
const HALF_AWAY = 0.75;
/** No easy puzzle is too easy, and none for experts too hard. */
const EASIEST: Level = 'easy';
const HARDEST: Level = 'expert';

/**
 * How well difficulties suit what a puzzle has: what stands was harder or easier than was expected, and what is still to
 * come makes up for it. 1 for what leads to an average puzzle of its level, towards 0 further away.
 *
 * @param chosen what the puzzle has, fewer than `size`
 * @param size how many differences it is to have
 */
export function suitingBeside(chosen: readonly Option[], size: number, level: Level): (difficulty: number) => number {
  const average = levelStart(level) + AVERAGE_PLACE * BAND;
  const sum = chosen.reduce((total, { difficulty }) => total + difficulty, 0);
  const lacking = (size * average - sum) / (size - chosen.length);
  return (difficulty) => {
    const away = (difficulty - lacking) / BAND;
    const isFine = (level === EASIEST && away < 0) || (level === HARDEST && away > 0);
    return isFine ? 1 : 1 / (1 + (away / HALF_AWAY) ** 2);
  };
}
