import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Mask } from '../../src/imaging/image.ts';
import { dilate, erode, invert, open } from '../../src/imaging/morphology.ts';
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

describe('erode', () => {
  it('shrinks by a disc; what lies outside the image counts as set', () => {
    expect(textOf(erode(maskOf('###....', '###....', '###.###', '....###', '....###'), 1))).toEqual([
      '##.....',
      '##.....',
      '.......',
      '.....##',
      '.....##',
    ]);
  });

  it('lies within the mask and is the dilation of what is not set', () => {
    fc.assert(
      fc.property(masks(), radii, (mask, radius) => {
        expect(isWithin(erode(mask, radius), mask)).toBe(true);
        expect(erode(mask, radius).data).toEqual(invert(dilate(invert(mask), radius)).data);
      }),
    );
  });
});

describe('open', () => {
  it('removes what is thinner than the disc and leaves the rest', () => {
    expect(textOf(open(maskOf('.......', '.###...', '.######', '.###...', '.......'), 1))).toEqual([
      '.......',
      '..##...',
      '.####..',
      '..##...',
      '.......',
    ]);
  });

  it('lies within the mask, and opening again changes nothing', () => {
    fc.assert(
      fc.property(masks(), radii, (mask, radius) => {
        const opened = open(mask, radius);
        expect(isWithin(opened, mask)).toBe(true);
        expect(open(opened, radius).data).toEqual(opened.data);
      }),
    );
  });
});

describe('invert', () => {
  it('turns every pixel, and twice none', () => {
    expect(textOf(invert(maskOf('#..', '.##')))).toEqual(['.##', '#..']);
    fc.assert(
      fc.property(masks(), (mask) => {
        expect(invert(invert(mask)).data).toEqual(mask.data);
      }),
    );
  });
});
