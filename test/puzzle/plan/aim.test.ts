import { describe, expect, it } from 'vitest';
import type { Level } from '../../../src/contract/answer-key.ts';
import { suitingBeside } from '../../../src/puzzle/plan/aim.ts';
import { offLevel } from '../../../src/puzzle/plan/off-level.ts';
import type { Option } from '../../../src/puzzle/plan/option.ts';
import { propose } from '../../../src/segmentation/propose.ts';
import { gridScene } from '../../support/pictures.ts';
import { LEVEL_SCENES } from '../../support/scenes.ts';

const [source] = (await propose(gridScene(LEVEL_SCENES.medium))).proposals;
const box = { x: 100, y: 50, width: 80, height: 60 };
const optionsOf = (...difficulties: readonly number[]): Option[] =>
  difficulties.map((difficulty) => ({ source, kind: 'remove', box, value: 0.5, difficulty }));

/** The difficulty that suits best beside others. */
function bestBeside(difficulties: readonly number[], size: number, level: Level): number {
  const suiting = suitingBeside(optionsOf(...difficulties), size, level);
  const all = Array.from({ length: 401 }, (_, index) => index / 4);
  return all.reduce((best, each) => (suiting(each) > suiting(best) ? each : best));
}

describe('what suits beside others', () => {
  it('lies in the band of the level where there is nothing yet', () => {
    expect(bestBeside([], 5, 'medium')).toBeGreaterThan(25);
    expect(bestBeside([], 5, 'medium')).toBeLessThan(50);
    expect(bestBeside([], 5, 'hard')).toBe(bestBeside([], 5, 'medium') + 25);
  });

  it('makes up for what came out harder or easier than that, the more the fewer are to come', () => {
    const middle = bestBeside([], 5, 'medium');
    expect(bestBeside([middle, middle], 5, 'medium')).toBe(middle);
    expect(bestBeside([middle, middle + 20], 5, 'medium')).toBeLessThan(middle);
    expect(bestBeside([middle, middle + 20], 3, 'medium')).toBe(middle - 20);
    expect(bestBeside([middle - 20, middle], 3, 'medium')).toBe(middle + 20);
  });

  it('is never too easy for an easy puzzle, nor too hard for experts', () => {
    const [easy, expert] = (['easy', 'expert'] as const).map((level) => suitingBeside([], 3, level));
    expect([easy(0), expert(100)]).toEqual([1, 1]);
    expect(easy(40)).toBeLessThan(easy(20));
    expect(expert(60)).toBeLessThan(expert(80));
    expect(suitingBeside([], 3, 'medium')(0)).toBeLessThan(0.7);
  });
});

describe('what takes a puzzle off its level', () => {
  it('is the hardest of one that is too hard, and the easiest of one that is too easy', () => {
    const puzzle = optionsOf(30, 80, 10);
    expect(offLevel(puzzle, 'medium')).toBe(puzzle[1]);
    expect(offLevel(puzzle, 'expert')).toBe(puzzle[2]);
  });

  it('is nothing where the puzzle lies in its quarter, whatever its differences are', () => {
    expect(offLevel(optionsOf(30, 60, 10), 'medium')).toBeUndefined();
    expect(offLevel(optionsOf(100, 100), 'expert')).toBeUndefined();
    expect(offLevel(optionsOf(0), 'easy')).toBeUndefined();
  });
});
