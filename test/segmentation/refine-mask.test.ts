import { describe, expect, it } from 'vitest';
import { createMask } from '../../src/imaging/image.ts';
import { trimMask } from '../../src/imaging/placed-mask.ts';
import { refineMask } from '../../src/segmentation/refine-mask.ts';
import { type Colour, drawShapes, flat, type Shape, shapeMask } from '../support/pictures.ts';

const SIZE = { width: 240, height: 180 };
const GROUND: Colour = [210, 215, 205];
const DISC: Shape = { kind: 'disc', centre: { x: 120, y: 90 }, size: 70, colour: [200, 40, 40] };

function placedAt(shape: Shape, size: typeof SIZE) {
  return trimMask({ box: { x: 0, y: 0, ...size }, mask: shapeMask(shape, size) });
}

describe('refineMask', () => {
  it('gives soft edges back: alpha is the share of the thing in each pixel', () => {
    const image = drawShapes(flat(SIZE, GROUND), [DISC]);
    const { box, alpha } = refineMask(image, placedAt(DISC, SIZE), SIZE);
    for (let y = 0; y < SIZE.height; y++) {
      for (let x = 0; x < SIZE.width; x++) {
        const red = image.data[(y * SIZE.width + x) * 3 + 1];
        const truth = (GROUND[1] - red) / (GROUND[1] - DISC.colour[1]);
        const isInBox = x >= box.x && y >= box.y && x < box.x + box.width && y < box.y + box.height;
        const share = isInBox ? alpha.data[(y - box.y) * box.width + x - box.x] : 0;
        expect(Math.abs(share - truth)).toBeLessThan(0.35);
      }
    }
  });

  it('follows the true edge when the mask comes from a smaller image', () => {
    const small = { width: 120, height: 90 };
    const image = drawShapes(flat(SIZE, GROUND), [DISC]);
    const found = placedAt({ ...DISC, centre: { x: 60, y: 45 }, size: 35 }, small);
    const { box, alpha, foreground } = refineMask(image, found, small);
    expect([alpha.width, alpha.height]).toEqual([box.width, box.height]);
    expect(foreground).toHaveLength(box.width * box.height * 3);
    const area = alpha.data.reduce((sum, share) => sum + share, 0);
    expect(area / (Math.PI * 35 ** 2)).toBeCloseTo(1, 1);
    expect(alpha.data.every((share) => share >= 0 && share <= 1)).toBe(true);
  });

  it.each([
    ['light', [225, 220, 215]],
    ['dark', [70, 60, 55]],
    ['green', [120, 150, 110]],
  ] as const)('leaves a dark outline whole with the thing that it is drawn around, on %s ground', (_, ground) => {
    const small = { width: 120, height: 90 };
    const line: Shape = { ...DISC, size: 76, colour: [25, 22, 20] };
    const image = drawShapes(flat(SIZE, [...ground]), [line, { ...DISC, colour: [235, 190, 90] }]);
    const found = placedAt({ ...line, centre: { x: 60, y: 45 }, size: 38 }, small);
    const { box, alpha } = refineMask(image, found, small);
    const truth = shapeMask(line, SIZE);
    let wrong = 0;
    for (let y = 0; y < SIZE.height; y++) {
      for (let x = 0; x < SIZE.width; x++) {
        const isInBox = x >= box.x && y >= box.y && x < box.x + box.width && y < box.y + box.height;
        const share = isInBox ? alpha.data[(y - box.y) * box.width + x - box.x] : 0;
        if (share >= 0.5 !== (truth.data[y * SIZE.width + x] === 1)) wrong++;
      }
    }
    expect(wrong / (Math.PI * line.size)).toBeLessThan(0.3);
  });

  it.each([
    ['a line', ['...........', '.#########.', '...........']],
    ['one pixel', ['...', '.#.', '...']],
  ])('keeps %s, which has no inside', (_, rows) => {
    const mask = createMask(
      rows[0].length,
      rows.length,
      Uint8Array.from(rows.join(''), (c) => (c === '#' ? 1 : 0)),
    );
    const placed = { box: { x: 100, y: 80, width: mask.width, height: mask.height }, mask };
    const { alpha } = refineMask(flat(SIZE, GROUND), placed, SIZE);
    expect(alpha.data.some((share) => share > 0)).toBe(true);
    expect(alpha.data.every(Number.isFinite)).toBe(true);
  });

  it('serves masks at the border and masks of the whole image', () => {
    const image = flat(SIZE, GROUND);
    const corner = { box: { x: 0, y: 0, width: 9, height: 7 }, mask: createMask(9, 7, new Uint8Array(63).fill(1)) };
    const whole = {
      box: { x: 0, y: 0, ...SIZE },
      mask: createMask(SIZE.width, SIZE.height, new Uint8Array(SIZE.width * SIZE.height).fill(1)),
    };
    for (const placed of [corner, whole]) {
      const { alpha, foreground } = refineMask(image, placed, SIZE);
      expect(alpha.data.every((share) => share >= 0 && share <= 1)).toBe(true);
      expect(foreground.every(Number.isFinite)).toBe(true);
    }
  });
});
