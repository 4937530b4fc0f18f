import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createMask } from '../../src/imaging/image.ts';
import { invert } from '../../src/imaging/morphology.ts';
import {
  dilateBy,
  ELLIPSE_5,
  erodeBy,
  openBy,
  SQUARE_3,
  SQUARE_5,
  type StructuringElement,
} from '../../src/imaging/structuring-element.ts';
import { masks } from '../support/arbitraries.ts';
import { maskOf, textOf } from '../support/text-grid.ts';

const elements = fc.constantFrom<StructuringElement>(SQUARE_3, SQUARE_5, ELLIPSE_5);
const times = fc.integer({ min: 0, max: 3 });

describe('dilateBy', () => {
  it('grows by the shape, cut at the border', () => {
    const point = maskOf('.......', '.......', '..#....', '.......', '.......', '......#');
    expect(textOf(dilateBy(point, ELLIPSE_5, 1))).toEqual([
      '..#....',
      '#####..',
      '#####..',
      '#####.#',
      '..#.###',
      '....###',
    ]);
  });

  it('sets a pixel when the shape around it meets the mask', () => {
    fc.assert(
      fc.property(masks(), elements, (mask, element) => {
        const { width, height } = mask;
        const middle = (element.length - 1) / 2;
        const expected = createMask(width, height);
        for (let at = 0; at < mask.data.length; at++) {
          const [x, y] = [at % width, Math.floor(at / width)];
          for (let other = 0; other < mask.data.length; other++) {
            const reach = element[Math.floor(other / width) - y + middle] ?? -1;
            if (mask.data[other] === 1 && Math.abs((other % width) - x) <= reach) expected.data[at] = 1;
          }
        }
        expect(textOf(dilateBy(mask, element, 1))).toEqual(textOf(expected));
      }),
    );
  });
});

describe('erodeBy and openBy', () => {
  it('erosion is the dilation of what is not set, and outside counts as set', () => {
    fc.assert(
      fc.property(masks(), elements, times, (mask, element, n) => {
        expect(erodeBy(mask, element, n)).toEqual(invert(dilateBy(invert(mask), element, n)));
      }),
    );
    expect(textOf(erodeBy(maskOf('###....', '###....', '###....'), SQUARE_3, 1))).toEqual(Array(3).fill('##.....'));
  });

  it('opening lies within the mask, and opening again changes nothing', () => {
    fc.assert(
      fc.property(masks(), elements, times, (mask, element, n) => {
        const opened = openBy(mask, element, n);
        expect(opened.data.every((value, pixel) => value <= mask.data[pixel])).toBe(true);
        expect(openBy(opened, element, n)).toEqual(opened);
      }),
    );
  });

  it('change nothing when done no time', () => {
    const mask = maskOf('.#.', '##.');
    for (const act of [dilateBy, erodeBy, openBy]) expect(act(mask, SQUARE_5, 0)).toEqual(mask);
  });
});
