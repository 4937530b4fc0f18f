import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countPixels, distanceToMask, encodeRunLengths, forEachSpan } from '../../src/contract/run-length-mask.ts';
import { boxesWithin, maskFrom, masksWithin, pixelsOf } from './masks.ts';

const IMAGE = { width: 31, height: 23 };

describe('encodeRunLengths', () => {
  it('counts runs row by row, across the ends of rows, starting with zeros', () => {
    expect(maskFrom(['..##.', '.....', '.####', '##...']).counts).toEqual([2, 2, 7, 6, 3]);
  });

  it('starts with a count of 0 when the first pixel is set', () => {
    expect(maskFrom(['#..', '..#']).counts).toEqual([0, 1, 4, 1]);
  });

  it.each([
    ['all set', ['##', '##', '##'], [0, 6]],
    ['all clear', ['...', '...'], [6]],
  ])('encodes a box that is %s', (_, rows, counts) => {
    expect(maskFrom(rows).counts).toEqual(counts);
  });

  it('reads only the pixels of its box, at their place in the image', () => {
    const image = Uint8Array.from('1111111' + '1100011' + '1101011' + '1111111', Number);
    const mask = encodeRunLengths(image, 7, { x: 2, y: 1, width: 3, height: 2 });
    expect(mask.counts).toEqual([4, 1, 1]);
    expect(pixelsOf(mask)).toEqual([{ x: 3, y: 2 }]);
  });

  it('gives back exactly the pixels that were set, for any image and box', () => {
    const images = fc.tuple(
      fc.uint8Array({ minLength: IMAGE.width * IMAGE.height, maxLength: IMAGE.width * IMAGE.height, max: 1 }),
      boxesWithin(IMAGE, 31),
    );
    fc.assert(
      fc.property(images, ([data, box]) => {
        const mask = encodeRunLengths(data, IMAGE.width, box);
        const decoded = new Set(pixelsOf(mask).map(({ x, y }) => y * IMAGE.width + x));
        for (let y = box.y; y < box.y + box.height; y++)
          for (let x = box.x; x < box.x + box.width; x++)
            expect(decoded.delete(y * IMAGE.width + x)).toBe(data[y * IMAGE.width + x] === 1);
        expect(decoded.size).toBe(0);
        expect(mask.counts.reduce((sum, count) => sum + count, 0)).toBe(box.width * box.height);
      }),
    );
  });
});

describe('forEachSpan', () => {
  it('splits a run at the end of a row', () => {
    const spans: number[][] = [];
    forEachSpan(maskFrom(['..#', '###', '#..'], { x: 10, y: 20 }), (...span) => spans.push(span));
    expect(spans).toEqual([
      [20, 12, 13],
      [21, 10, 13],
      [22, 10, 11],
    ]);
  });

  it('visits in row-major order, never a pixel twice, as many as countPixels says', () => {
    fc.assert(
      fc.property(masksWithin(IMAGE), (mask) => {
        const places = pixelsOf(mask).map(({ x, y }) => y * IMAGE.width + x);
        expect(places).toEqual([...new Set(places)].sort((a, b) => a - b));
        expect(countPixels(mask)).toBe(places.length);
      }),
    );
  });
});

describe('distanceToMask', () => {
  it('is 0 inside, counts pixels outside, and is infinite for an empty mask', () => {
    const mask = maskFrom(['##', '.#', '.#'], { x: 4, y: 3 });
    expect(distanceToMask(mask, { x: 5.9, y: 5.2 })).toBe(0);
    expect(distanceToMask(mask, { x: 4, y: 5 })).toBe(1);
    expect(distanceToMask(mask, { x: 9, y: 8 })).toBe(5);
    expect(distanceToMask(mask, { x: 1, y: 3 })).toBe(3);
    expect(distanceToMask(maskFrom(['..', '..']), { x: 0, y: 0 })).toBe(Number.POSITIVE_INFINITY);
  });

  it('is the distance to the nearest set pixel', () => {
    const coordinate = fc.double({ min: -40, max: 40, noNaN: true });
    fc.assert(
      fc.property(masksWithin(IMAGE), fc.record({ x: coordinate, y: coordinate }), (mask, point) => {
        const distances = pixelsOf(mask).map(({ x, y }) =>
          Math.hypot(Math.floor(point.x) - x, Math.floor(point.y) - y),
        );
        expect(distanceToMask(mask, point)).toBeCloseTo(Math.min(...distances), 9);
      }),
    );
  });
});
