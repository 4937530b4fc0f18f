import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RegionKeys } from '../../src/segmentation/region-keys.ts';

describe('RegionKeys', () => {
  it('tells all sets of some regions apart', () => {
    const count = 12;
    const keys = new RegionKeys(count);
    const labels = Array.from({ length: count }, (_, label) => label);
    const sets = Array.from({ length: 2 ** count }, (_, bits) => labels.filter((label) => bits & (1 << label)));
    expect(new Set(sets.map((regions) => keys.of(regions))).size).toBe(sets.length);
  });

  it('tells all pairs of many regions apart', () => {
    const count = 600;
    const keys = new RegionKeys(count);
    const seen = new Set<number>();
    for (let one = 0; one < count; one++) for (let other = 0; other < one; other++) seen.add(keys.of([one, other]));
    expect(seen.size).toBe((count * (count - 1)) / 2);
  });

  it('gives a set one key, a whole number that stays exact, whatever the order', () => {
    const keys = new RegionKeys(5000);
    fc.assert(
      fc.property(fc.uniqueArray(fc.nat(4999)), (regions) => {
        const key = keys.of(regions);
        expect(keys.of(regions.toReversed())).toBe(key);
        expect(keys.of(regions.toSorted((a, b) => a - b))).toBe(key);
        expect(Number.isSafeInteger(key)).toBe(true);
        expect(key).toBeLessThan(2 ** 52);
      }),
    );
  });
});
