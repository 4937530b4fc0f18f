import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { copyRgbImage, createRgbImage } from '../../src/imaging/image.ts';
import { cropImage, pastePatch } from '../../src/imaging/patch.ts';
import { boxesWithin } from '../contract/masks.ts';
import { paint } from '../support/pictures.ts';

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
