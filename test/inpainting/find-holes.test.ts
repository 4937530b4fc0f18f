import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createMask } from '../../src/imaging/image.ts';
import { setPlaced } from '../../src/imaging/placed-mask.ts';
import { contextOf, findHoles } from '../../src/inpainting/find-holes.ts';
import { boxesWithin } from '../contract/masks.ts';
import { maskOf, textOf } from '../support/text-grid.ts';

describe('the holes of a mask', () => {
  it('are its parts, trimmed, when they lie far apart', () => {
    const mask = createMask(90, 40);
    const parts = [
      { box: { x: 3, y: 5, width: 3, height: 2 }, mask: maskOf('###', '#.#') },
      { box: { x: 70, y: 30, width: 2, height: 2 }, mask: maskOf('#.', '##') },
    ];
    for (const part of parts) setPlaced(mask, part);
    const holes = findHoles(mask);
    expect(holes.map(({ box }) => box)).toEqual(parts.map(({ box }) => box));
    expect(holes.map((hole) => textOf(hole.mask))).toEqual(parts.map((part) => textOf(part.mask)));
  });

  it('are one when they lie close together, also through a third', () => {
    const mask = createMask(90, 40);
    for (const x of [5, 35, 20])
      setPlaced(mask, { box: { x, y: 5, width: 4, height: 4 }, mask: maskOf(...Array(4).fill('####')) });
    expect(findHoles(mask).map(({ box }) => box)).toEqual([{ x: 5, y: 5, width: 34, height: 4 }]);
  });

  it('hold every pixel of the mask once', () => {
    const size = { width: 60, height: 45 };
    fc.assert(
      fc.property(fc.array(boxesWithin(size, 9), { minLength: 1, maxLength: 6 }), (boxes) => {
        const mask = createMask(60, 45);
        for (const box of boxes) {
          const data = new Uint8Array(box.width * box.height).fill(1);
          setPlaced(mask, { box, mask: createMask(box.width, box.height, data) });
        }
        const counts = new Uint8Array(mask.data.length);
        for (const { box, mask: own } of findHoles(mask)) {
          own.data.forEach((value, pixel) => {
            counts[(box.y + Math.floor(pixel / box.width)) * 60 + box.x + (pixel % box.width)] += value;
          });
        }
        expect(counts).toEqual(mask.data);
      }),
    );
  });

  it('cannot be found in an empty mask', () => {
    expect(() => findHoles(createMask(9, 7))).toThrow(RangeError);
  });
});

describe('the context of a hole', () => {
  const image = { width: 1000, height: 700 };

  it.each([
    [
      'three times its longer side, around it',
      { x: 400, y: 300, width: 100, height: 50 },
      { x: 300, y: 175, width: 300, height: 300 },
    ],
    ['moved inside at the border', { x: 0, y: 650, width: 100, height: 50 }, { x: 0, y: 400, width: 300, height: 300 }],
    [
      'never smaller than 128 pixels',
      { x: 500, y: 300, width: 3, height: 3 },
      { x: 438, y: 238, width: 128, height: 128 },
    ],
    [
      'no larger than the picture',
      { x: 100, y: 100, width: 400, height: 300 },
      { x: 0, y: 0, width: 800, height: 700 },
    ],
  ])('is a square %s', (_, hole, context) => {
    expect(contextOf(hole, image)).toEqual(context);
  });
});
