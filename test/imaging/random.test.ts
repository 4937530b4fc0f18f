import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRandom } from '../../src/imaging/random.ts';

const seeds = fc.string();

describe('createRandom', () => {
  it('gives the same numbers for the same seed, on every machine', () => {
    const random = createRandom('difference engine');
    expect(Array.from({ length: 6 }, () => random.integer(0, 999))).toEqual([670, 780, 420, 785, 636, 119]);
    expect(random.next()).toBeCloseTo(0.174280577147368, 12);
  });

  it('gives other numbers for another seed', () => {
    const draw = (seed: string) => Array.from({ length: 8 }, createRandom(seed).next);
    expect(draw('one')).toEqual(draw('one'));
    expect(draw('one')).not.toEqual(draw('two'));
    expect(draw('')).not.toEqual(draw(' '));
  });

  it('stays in its ranges', () => {
    fc.assert(
      fc.property(seeds, fc.integer({ min: -50, max: 50 }), fc.integer({ min: 0, max: 90 }), (seed, from, span) => {
        const random = createRandom(seed);
        for (let draw = 0; draw < 20; draw++) {
          const [real, whole, between] = [
            random.next(),
            random.integer(from, from + span),
            random.between(from, from + span + 1),
          ];
          expect(real >= 0 && real < 1).toBe(true);
          expect(Number.isInteger(whole) && whole >= from && whole <= from + span).toBe(true);
          expect(between >= from && between < from + span + 1).toBe(true);
        }
      }),
    );
  });

  it('reaches both ends and everything between', () => {
    const random = createRandom('dice');
    const seen = new Set(Array.from({ length: 200 }, () => random.integer(1, 6)));
    expect([...seen].sort()).toEqual([1, 2, 3, 4, 5, 6]);
  });

  it('picks one of the items, any of them, and refuses to pick from none', () => {
    const random = createRandom('pick');
    const items = ['a', 'b', 'c'];
    expect(new Set(Array.from({ length: 60 }, () => random.pick(items)))).toEqual(new Set(items));
    expect(() => random.pick([])).toThrow(RangeError);
  });

  it('shuffles a copy that holds the same items', () => {
    fc.assert(
      fc.property(seeds, fc.array(fc.integer()), (seed, items) => {
        const before = [...items];
        const shuffled = createRandom(seed).shuffle(items);
        expect(items).toEqual(before);
        expect([...shuffled].sort()).toEqual([...items].sort());
        expect(createRandom(seed).shuffle(items)).toEqual(shuffled);
      }),
    );
  });

  it('moves every item of a shuffle everywhere', () => {
    const random = createRandom('shuffle');
    const firsts = Array.from({ length: 100 }, () => random.shuffle([1, 2, 3, 4])[0]);
    expect(new Set(firsts)).toEqual(new Set([1, 2, 3, 4]));
  });
});
