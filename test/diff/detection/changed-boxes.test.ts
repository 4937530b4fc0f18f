import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { changedBoxes } from '../../../src/diff/detection/changed-boxes.ts';
import { copyRgbImage } from '../../../src/imaging/image.ts';
import { texture } from '../../support/pictures.ts';

const SIZE = { width: 203, height: 131 };
const REACH = 5;
const picture = texture(SIZE, 'boxes');

const pixels = fc.array(
  fc.record({ x: fc.integer({ min: 0, max: SIZE.width - 1 }), y: fc.integer({ min: 0, max: SIZE.height - 1 }) }),
  { maxLength: 12 },
);

describe('changedBoxes', () => {
  it('is empty for equal pictures', () => {
    expect(changedBoxes(picture, copyRgbImage(picture), REACH)).toEqual([]);
  });

  it('holds every changed pixel with its surroundings in exactly one box', () => {
    fc.assert(
      fc.property(pixels, fc.integer({ min: 0, max: 2 }), (changed, channel) => {
        const other = copyRgbImage(picture);
        for (const { x, y } of changed)
          other.data[(y * SIZE.width + x) * 3 + channel] = 255 - picture.data[(y * SIZE.width + x) * 3 + channel];
        const boxes = changedBoxes(picture, other, REACH);
        for (const { x, y } of changed) {
          const holding = boxes.filter(
            (box) =>
              box.x <= Math.max(0, x - REACH) &&
              box.y <= Math.max(0, y - REACH) &&
              box.x + box.width >= Math.min(SIZE.width, x + REACH + 1) &&
              box.y + box.height >= Math.min(SIZE.height, y + REACH + 1),
          );
          expect(holding).toHaveLength(1);
        }
        for (const [at, a] of boxes.entries()) {
          for (const b of boxes.slice(at + 1)) {
            const isApart =
              a.x + a.width <= b.x || b.x + b.width <= a.x || a.y + a.height <= b.y || b.y + b.height <= a.y;
            expect(isApart).toBe(true);
          }
        }
      }),
    );
  });

  it('does not look at what lies far from a change', () => {
    const other = copyRgbImage(picture);
    other.data[(40 * SIZE.width + 40) * 3] ^= 255;
    other.data[(100 * SIZE.width + 190) * 3] ^= 255;
    const boxes = changedBoxes(picture, other, REACH);
    expect(boxes).toHaveLength(2);
    for (const { width, height } of boxes) expect(Math.max(width, height)).toBeLessThanOrEqual(32 + 2 * REACH);
  });
});
