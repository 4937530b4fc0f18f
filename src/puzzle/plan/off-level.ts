import { LEVELS, type Level } from '../../contract/answer-key.ts';
import { levelOf, puzzleDifficulty } from '../difficulty.ts';
import type { Option } from './option.ts';

/**
 * Of the differences of a puzzle that is harder than its level the hardest, of one that is easier the easiest; undefined
 * where it lies in its level's quarter.
 *
 * @param puzzle one difference or more
 */
export function offLevel<Each extends Option>(puzzle: readonly Each[], level: Level): Each | undefined {
  const scores = puzzle.map(({ difficulty }) => difficulty);
  const away = LEVELS.indexOf(levelOf(puzzleDifficulty(scores))) - LEVELS.indexOf(level);
  if (away === 0) return undefined;
  return puzzle[scores.indexOf(away > 0 ? Math.max(...scores) : Math.min(...scores))];
}
