import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { otsuLevel, quantileOfCounts } from '../../src/imaging/histogram.ts';

const values = fc.array(fc.integer({ min: 0, max: 20 }), { minLength: 1, maxLength: 60 });
const countsOf = (list: readonly number[]) => {
  const counts = new Uint32Array(21);
  for (const value of list) counts[value]++;
  return counts;
};
const mean = (list: readonly number[]) => list.reduce((sum, value) => sum + value, 0) / list.length;

function varianceBetween(list: readonly number[], level: number): number {
  const [low, high] = [list.filter((value) => value <= level), list.filter((value) => value > level)];
  return low.length === 0 || high.length === 0 ? 0 : low.length * high.length * (mean(low) - mean(high)) ** 2;
}

describe('otsuLevel', () => {
  it('has the largest variance between the classes of all levels', () => {
    fc.assert(
      fc.property(values, (list) => {
        const level = otsuLevel(countsOf(list));
        if (level === undefined) expect(new Set(list).size).toBe(1);
        else {
          const best = Math.max(...Array.from({ length: 21 }, (_, each) => varianceBetween(list, each)));
          expect(varianceBetween(list, level)).toBeCloseTo(best, 6);
        }
      }),
    );
  });

  it('parts two heaps at the lower one, and knows that one heap is one', () => {
    expect(otsuLevel([0, 4, 5, 0, 0, 0, 3, 2])).toBe(2);
    expect(otsuLevel([0, 0, 9])).toBeUndefined();
    expect(otsuLevel([])).toBeUndefined();
  });
});

describe('quantileOfCounts', () => {
  it('interpolates between the sorted values as numpy does', () => {
    const counts = countsOf([2, 4, 4, 10]);
    expect([0, 0.25, 0.5, 0.9, 1].map((share) => quantileOfCounts(counts, share))).toEqual([
      2,
      3.5,
      4,
      expect.closeTo(8.2, 9),
      10,
    ]);
  });

  it('rises with the share, from the least value to the largest', () => {
    fc.assert(
      fc.property(values, fc.double({ min: 0, max: 1, noNaN: true }), (list, share) => {
        const counts = countsOf(list);
        expect(quantileOfCounts(counts, 0)).toBe(Math.min(...list));
        expect(quantileOfCounts(counts, 1)).toBe(Math.max(...list));
        expect(quantileOfCounts(counts, share)).toBeLessThanOrEqual(Math.max(...list));
        expect(quantileOfCounts(counts, share)).toBeGreaterThanOrEqual(quantileOfCounts(counts, share / 2));
      }),
    );
  });

  it('refuses an empty histogram', () => {
    expect(() => quantileOfCounts([0, 0], 0.5)).toThrow(RangeError);
  });
});
