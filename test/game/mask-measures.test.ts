import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { centrePixel, isWithin, pixelsInBox } from '../../src/game/mask-measures.ts';
import { boxesWithin, maskFrom, masksWithin, pixelsOf } from '../contract/masks.ts';

const IMAGE = { width: 40, height: 30 };

describe('pixelsInBox', () => {
  it('counts what lies in the box, edges half-open', () => {
    const mask = maskFrom(['#####', '#...#', '#####'], { x: 3, y: 2 });
    expect(pixelsInBox(mask, { x: 3, y: 2, width: 5, height: 3 })).toBe(12);
    expect(pixelsInBox(mask, { x: 0, y: 0, width: 4, height: 3 })).toBe(1);
    expect(pixelsInBox(mask, { x: 4, y: 3, width: 3, height: 1 })).toBe(0);
    expect(pixelsInBox(mask, { x: 8, y: 2, width: 9, height: 9 })).toBe(0);
  });

  it('agrees with counting pixel by pixel', () => {
    fc.assert(
      fc.property(masksWithin(IMAGE), boxesWithin(IMAGE, 40), (mask, box) => {
        const inside = pixelsOf(mask).filter(
          ({ x, y }) => x >= box.x && x < box.x + box.width && y >= box.y && y < box.y + box.height,
        );
        expect(pixelsInBox(mask, box)).toBe(inside.length);
      }),
    );
  });
});

describe('isWithin', () => {
  it('counts steps from pixel to pixel, and looks at the mask, not at its box', () => {
    const mask = maskFrom(['#...', '....', '...#'], { x: 10, y: 10 });
    const pixel = (x: number, y: number) => ({ x, y, width: 1, height: 1 });
    expect(isWithin(mask, pixel(10, 10), 0)).toBe(true);
    expect(isWithin(mask, pixel(9, 10), 0)).toBe(false);
    expect(isWithin(mask, pixel(9, 10), 1)).toBe(true);
    expect(isWithin(mask, pixel(13, 10), 1.9)).toBe(false);
    expect(isWithin(mask, pixel(13, 10), 2)).toBe(true);
    expect(isWithin(mask, { x: 0, y: 11, width: 100, height: 1 }, 0)).toBe(false);
  });

  it('agrees with measuring pixel by pixel', () => {
    fc.assert(
      fc.property(masksWithin(IMAGE), boxesWithin(IMAGE, 12), fc.nat({ max: 9 }), (mask, box, distance) => {
        const beyond = (at: number, from: number, length: number) => Math.max(0, from - at, at - (from + length - 1));
        const distances = pixelsOf(mask).map(({ x, y }) =>
          Math.hypot(beyond(x, box.x, box.width), beyond(y, box.y, box.height)),
        );
        expect(isWithin(mask, box, distance)).toBe(Math.min(...distances) <= distance);
      }),
    );
  });
});

describe('centrePixel', () => {
  it.each([
    ['the middle of a block', ['###', '###', '###'], { x: 11, y: 21 }],
    ['a pixel of a ring, not its hole', ['###', '#.#', '###'], { x: 11, y: 20 }],
    ['the first of two equally near', ['#..#'], { x: 10, y: 20 }],
    ['the first of the two in the middle', ['####'], { x: 11, y: 20 }],
    ['the only pixel', ['...', '..#'], { x: 12, y: 21 }],
  ])('is %s', (_, rows, expected) => {
    expect(centrePixel(maskFrom(rows, { x: 10, y: 20 }))).toEqual(expected);
  });

  it('is a pixel of the mask', () => {
    fc.assert(
      fc.property(masksWithin(IMAGE), (mask) => {
        expect(pixelsOf(mask)).toContainEqual(centrePixel(mask));
      }),
    );
  });

  it('does not exist for an empty mask', () => {
    expect(() => centrePixel(maskFrom(['...', '...']))).toThrow(RangeError);
  });
});
