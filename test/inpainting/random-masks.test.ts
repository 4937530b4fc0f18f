import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Mask } from '../../src/imaging/image.ts';
import { countSet } from '../../src/imaging/placed-mask.ts';
import { createRandom } from '../../src/imaging/random.ts';
import { MASK_KINDS, movedMask, randomMask } from '../../src/inpainting/random-masks.ts';
import { placedOf, textOf } from '../support/text-grid.ts';

const SIZE = { width: 300, height: 200 };
const shareOf = (mask: Mask) => countSet(mask) / (mask.width * mask.height);
const sizes = fc.record({ width: fc.integer({ min: 8, max: 120 }), height: fc.integer({ min: 8, max: 90 }) });

describe.each(MASK_KINDS)('a random mask of kind %s', (kind) => {
  it('fits its picture, holds something, and is the same for the same seed', () => {
    fc.assert(
      fc.property(sizes, fc.string(), (size, seed) => {
        const mask = randomMask(kind, size, createRandom(seed));
        expect(mask).toMatchObject(size);
        expect(mask.data.every((value) => value <= 1)).toBe(true);
        expect(countSet(mask)).toBeGreaterThan(0);
        expect(randomMask(kind, size, createRandom(seed)).data).toEqual(mask.data);
      }),
      { numRuns: 40 },
    );
  });

  it('is another one for another seed', () => {
    const masks = Array.from({ length: 6 }, (_, seed) => randomMask(kind, SIZE, createRandom(String(seed))));
    expect(new Set(masks.map(({ data }) => data.join(''))).size).toBe(6);
  });
});

describe('random masks', () => {
  const mean = (kind: (typeof MASK_KINDS)[number]) => {
    const shares = Array.from({ length: 30 }, (_, seed) => shareOf(randomMask(kind, SIZE, createRandom(String(seed)))));
    return shares.reduce((sum, share) => sum + share, 0) / shares.length;
  };

  it('cover more the thicker they are', () => {
    expect(mean('thin')).toBeLessThan(mean('medium'));
    expect(mean('medium')).toBeLessThan(mean('thick'));
    expect(mean('thick')).toBeLessThan(0.6);
  });

  it('as blobs cover one to three hundredths', () => {
    for (let seed = 0; seed < 30; seed++) {
      const share = shareOf(randomMask('blob', SIZE, createRandom(String(seed))));
      expect(share).toBeGreaterThan(0.008);
      expect(share).toBeLessThan(0.045);
    }
  });
});

describe('a moved mask', () => {
  const region = placedOf(2, 1, '##.', '.##');

  it('has the shape of the region, anywhere', () => {
    const places = new Set<string>();
    for (let seed = 0; seed < 60; seed++) {
      const mask = movedMask(region, { width: 5, height: 4 }, createRandom(String(seed)));
      expect(countSet(mask)).toBe(4);
      const rows = textOf(mask);
      const first = rows.findIndex((row) => row.includes('#'));
      expect(rows[first].trimStart()).toContain('##');
      expect(rows[first].indexOf('##') + 1).toBe(rows[first + 1].indexOf('##'));
      places.add(rows.join());
    }
    expect(places.size).toBe(9);
  });

  it('fills a picture of its own size', () => {
    expect(textOf(movedMask(region, { width: 3, height: 2 }, createRandom('s')))).toEqual(['##.', '.##']);
  });
});
