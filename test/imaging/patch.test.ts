import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { copyRgbImage, createRgbImage } from '../../src/imaging/image.ts';
import { cropImage, pastePatch } from '../../src/imaging/patch.ts';
import { sideBySide } from '../../src/imaging/side-by-side.ts';
import { boxesWithin } from '../contract/masks.ts';
import { flat, paint } from '../support/pictures.ts';

const SIZE = { width: 7, height: 5 };
/** Every pixel says where it is. */
const numbered = paint(SIZE, (x, y) => [x, y, 100 + y * 7 + x]);

describe('cropImage', () => {
  it('holds the pixels of its box and is a copy', () => {
    const { image } = cropImage(numbered, { x: 2, y: 1, width: 3, height: 2 });
    expect([...image.data].filter((_, at) => at % 3 === 2)).toEqual([109, 110, 111, 116, 117, 118]);
    image.data.fill(0);
    expect(numbered.data[(1 * 7 + 2) * 3 + 2]).toBe(109);
  });
});

describe('pastePatch', () => {
  it('undoes a crop, for any box', () => {
    fc.assert(
      fc.property(boxesWithin(SIZE, 7), (box) => {
        const canvas = copyRgbImage(numbered);
        pastePatch(canvas, { box, image: createRgbImage(box.width, box.height) });
        const blank = canvas.data.filter((value, at) => at % 3 === 2 && value === 0).length;
        expect(blank).toBe(box.width * box.height);
        pastePatch(canvas, cropImage(numbered, box));
        expect(canvas.data).toEqual(numbered.data);
      }),
    );
  });
});

describe('sideBySide', () => {
  const pixel = (image: ReturnType<typeof flat>, x: number, y: number) => [
    ...image.data.subarray((y * image.width + x) * 3, (y * image.width + x) * 3 + 3),
  ];

  it('puts tall pictures beside each other with white between them', () => {
    const size = { width: 100, height: 150 };
    const both = sideBySide(flat(size, [1, 2, 3]), flat(size, [4, 5, 6]));
    expect([both.width, both.height]).toEqual([202, 150]);
    expect([pixel(both, 99, 149), pixel(both, 100, 0), pixel(both, 101, 75), pixel(both, 102, 0)]).toEqual([
      [1, 2, 3],
      [255, 255, 255],
      [255, 255, 255],
      [4, 5, 6],
    ]);
  });

  it('puts wide pictures above each other', () => {
    const size = { width: 150, height: 100 };
    const both = sideBySide(flat(size, [1, 2, 3]), flat(size, [4, 5, 6]));
    expect([both.width, both.height]).toEqual([150, 202]);
    expect([pixel(both, 0, 99), pixel(both, 0, 100), pixel(both, 149, 102)]).toEqual([
      [1, 2, 3],
      [255, 255, 255],
      [4, 5, 6],
    ]);
  });
});
