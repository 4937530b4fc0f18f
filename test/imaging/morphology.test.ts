import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Mask } from '../../src/imaging/image.ts';
import { close, dilate } from '../../src/imaging/morphology.ts';
import { masks } from '../support/arbitraries.ts';
import { maskOf, textOf } from '../support/text-grid.ts';

const radii = fc.double({ min: 0, max: 4, noNaN: true });

function isWithin(inner: Mask, outer: Mask): boolean {
  return inner.data.every((value, pixel) => value <= outer.data[pixel]);
}

describe('dilate', () => {
  it('grows by a disc, cut at the border', () => {
    expect(textOf(dilate(maskOf('.......', '#......', '.......', '....#..', '.......'), 1))).toEqual([
      '#......',
      '##.....',
      '#...#..',
      '...###.',
      '....#..',
    ]);
  });

  it('holds the mask, is all of it at radius 0, and grows with the radius', () => {
    fc.assert(
      fc.property(masks(), radii, radii, (mask, one, other) => {
        const [less, more] = [Math.min(one, other), Math.max(one, other)];
        expect(dilate(mask, 0).data).toEqual(mask.data);
        expect(isWithin(mask, dilate(mask, less))).toBe(true);
        expect(isWithin(dilate(mask, less), dilate(mask, more))).toBe(true);
      }),
    );
  });
});

describe('close', () => {
  it('fills gaps and bays that are narrower than the disc, and nothing else', () => {
    expect(textOf(close(maskOf('.........', '..##.##..', '..##.##..', '..##.##..', '.........'), 1))).toEqual([
      '.........',
      '..##.##..',
      '..#####..',
      '..##.##..',
      '.........',
    ]);
  });

  it('holds the mask, and closes nothing more the second time', () => {
    fc.assert(
      fc.property(masks(), radii, (mask, radius) => {
        const closed = close(mask, radius);
        expect(isWithin(mask, closed)).toBe(true);
        expect(close(closed, radius).data).toEqual(closed.data);
      }),
    );
  });
});
