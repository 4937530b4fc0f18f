import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Box } from '../../src/contract/geometry.ts';
import { differenceDifficulty, puzzleDifficulty } from '../../src/puzzle/difficulty.ts';

const IMAGE = { width: 1200, height: 800 };
const share = (max: number) => fc.double({ min: 0, max, noNaN: true });
const areaRatios = fc.double({ min: 1e-5, max: 0.2, noNaN: true });
const deltas = share(100);

function boxAt(x: number, y: number): Box {
  return { x: x - 20, y: y - 20, width: 40, height: 40 };
}
/** A box whose centre lies at this share of the way from the middle of the image to its corner. */
const boxTowardsCorner = (way: number) => boxAt(600 + way * 580, 400 + way * 380);

const scoreOf = (areaRatio: number, deltaE: number, way: number) =>
  differenceDifficulty({ box: boxTowardsCorner(way), deltaE }, areaRatio, IMAGE);

describe('differenceDifficulty', () => {
  it('lies between 0 and 100', () => {
    fc.assert(
      fc.property(areaRatios, deltas, share(1), (areaRatio, deltaE, way) => {
        const score = scoreOf(areaRatio, deltaE, way);
        expect(score).toBeGreaterThanOrEqual(0);
        expect(score).toBeLessThanOrEqual(100);
      }),
    );
  });

  it('never grows with size, contrast or nearness to the middle, other things equal', () => {
    fc.assert(
      fc.property(
        areaRatios,
        deltas,
        share(1),
        share(0.1),
        share(50),
        share(1),
        (area, deltaE, way, more, stronger, nearer) => {
          const score = scoreOf(area, deltaE, way) + 1e-9;
          expect(scoreOf(area + more, deltaE, way)).toBeLessThanOrEqual(score);
          expect(scoreOf(area, deltaE + stronger, way)).toBeLessThanOrEqual(score);
          expect(scoreOf(area, deltaE, way * nearer)).toBeLessThanOrEqual(score);
        },
      ),
    );
  });

  it('tells a speck in a corner from a large thing in the middle', () => {
    expect(scoreOf(0.0002, 9, 1)).toBeGreaterThan(scoreOf(0.04, 45, 0) + 50);
  });
});

describe('puzzleDifficulty', () => {
  const scores = fc.array(share(100), { minLength: 1, maxLength: 15 });

  it('is a whole number between the easiest and the hardest difference', () => {
    fc.assert(
      fc.property(scores, (each) => {
        const difficulty = puzzleDifficulty(each);
        expect(Number.isInteger(difficulty)).toBe(true);
        expect(difficulty).toBeGreaterThanOrEqual(Math.floor(Math.min(...each)));
        expect(difficulty).toBeLessThanOrEqual(Math.ceil(Math.max(...each)));
      }),
    );
  });

  it('never falls when a difference becomes harder, and does not depend on their order', () => {
    fc.assert(
      fc.property(scores, fc.nat(), share(100), (each, at, other) => {
        const harder = each.map((score, index) => (index === at % each.length ? Math.max(score, other) : score));
        expect(puzzleDifficulty(harder)).toBeGreaterThanOrEqual(puzzleDifficulty(each));
        expect(puzzleDifficulty([...each].reverse())).toBeCloseTo(puzzleDifficulty(each), -0.5);
      }),
    );
  });
});
