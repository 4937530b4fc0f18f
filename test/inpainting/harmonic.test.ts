import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Box } from '../../src/contract/geometry.ts';
import { copyRgbImage, createMask, type RgbImage } from '../../src/imaging/image.ts';
import { pastePatch } from '../../src/imaging/patch.ts';
import type { PlacedMask } from '../../src/imaging/placed-mask.ts';
import { fillHarmonic } from '../../src/inpainting/harmonic.ts';
import { boxesWithin } from '../contract/masks.ts';
import { flat, paint, texture } from '../support/pictures.ts';
import { sameBytes } from '../support/same-bytes.ts';
import { placedOf } from '../support/text-grid.ts';

const SIZE = { width: 90, height: 60 };
/** Slopes in all directions, one a channel. */
const ramp = paint(SIZE, (x, y) => [20 + 2 * x, 200 - 3 * y, 40 + x + y]);

function fullHole(box: Box): PlacedMask {
  return { box, mask: createMask(box.width, box.height, new Uint8Array(box.width * box.height).fill(1)) };
}

/** Paints the hole over, then fills it. */
function damageAndFill(image: RgbImage, hole: PlacedMask): RgbImage {
  const damaged = copyRgbImage(image);
  forEachPixel(hole, (x, y) => {
    damaged.data.set([255, 0, 255], (y * image.width + x) * 3);
  });
  const filled = copyRgbImage(damaged);
  pastePatch(filled, fillHarmonic(damaged, hole));
  return filled;
}

function forEachPixel({ box, mask }: PlacedMask, visit: (x: number, y: number) => void): void {
  mask.data.forEach((value, pixel) => {
    if (value) visit(box.x + (pixel % box.width), box.y + Math.floor(pixel / box.width));
  });
}

function largestError(image: RgbImage, filled: RgbImage): number {
  return filled.data.reduce((worst, value, at) => Math.max(worst, Math.abs(value - image.data[at])), 0);
}

/** Holes of any shape away from the border, so that their surroundings tell every slope. */
const holes = boxesWithin({ width: 70, height: 40 }, 30).chain((box) =>
  fc
    .uint8Array({ minLength: box.width * box.height, maxLength: box.width * box.height, max: 1 })
    .map((data) => ({ box: { ...box, x: box.x + 10, y: box.y + 10 }, mask: createMask(box.width, box.height, data) })),
);

describe('fillHarmonic', () => {
  it('continues a linear ramp, to a grey level of rounding', () => {
    fc.assert(
      fc.property(holes, (hole) => {
        expect(largestError(ramp, damageAndFill(ramp, hole))).toBeLessThanOrEqual(1);
      }),
      { numRuns: 40 },
    );
  });

  it('continues a linear ramp over a large hole', () => {
    const hole = fullHole({ x: 15, y: 8, width: 60, height: 44 });
    expect(largestError(ramp, damageAndFill(ramp, hole))).toBeLessThanOrEqual(2);
  });

  it.each([
    ['inside', fullHole({ x: 20, y: 20, width: 30, height: 20 })],
    ['at the left border', fullHole({ x: 0, y: 20, width: 30, height: 20 })],
    ['in the lower right corner', fullHole({ x: 70, y: 45, width: 20, height: 15 })],
    ['across the whole width', fullHole({ x: 0, y: 20, width: 90, height: 12 })],
    ['of one pixel', placedOf(7, 5, '#')],
    ['of scattered pixels', placedOf(40, 30, '#.#.#', '.#.#.', '#...#')],
  ])('keeps a plain colour in a hole %s', (_, hole) => {
    const plain = flat(SIZE, [13, 144, 201]);
    expect(sameBytes(damageAndFill(plain, hole).data, plain.data)).toBe(true);
  });

  it('leaves every byte outside the hole as it was, in the patch too', () => {
    const image = texture(SIZE, 'harmonic');
    fc.assert(
      fc.property(holes, (hole) => {
        const before = copyRgbImage(image);
        const { box, image: patch } = fillHarmonic(image, hole);
        expect(sameBytes(image.data, before.data)).toBe(true);
        const inHole = new Set<number>();
        const changed: number[] = [];
        forEachPixel(hole, (x, y) => inHole.add(y * SIZE.width + x));
        for (let y = 0; y < box.height; y++) {
          for (let x = 0; x < box.width; x++) {
            const [here, there] = [y * box.width + x, (box.y + y) * SIZE.width + box.x + x];
            if (inHole.has(there)) continue;
            const [received, expected] = [
              patch.data.subarray(here * 3, here * 3 + 3),
              image.data.subarray(there * 3, there * 3 + 3),
            ];
            if (!sameBytes(received, expected)) changed.push(there);
          }
        }
        expect(changed).toEqual([]);
      }),
      { numRuns: 30 },
    );
  });

  it('stays between the darkest and the lightest pixel around the hole', () => {
    const image = texture(SIZE, 'maximum principle');
    const hole = fullHole({ x: 30, y: 20, width: 24, height: 18 });
    const filled = damageAndFill(image, hole);
    const around = Array.from({ length: 30 * 24 }, (_, at) => [27 + (at % 30), 17 + Math.floor(at / 30)]).filter(
      ([x, y]) => x < 30 || x >= 54 || y < 20 || y >= 38,
    );
    for (let channel = 0; channel < 3; channel++) {
      const values = around.map(([x, y]) => image.data[(y * SIZE.width + x) * 3 + channel]);
      forEachPixel(hole, (x, y) => {
        const value = filled.data[(y * SIZE.width + x) * 3 + channel];
        expect(value).toBeGreaterThanOrEqual(Math.min(...values));
        expect(value).toBeLessThanOrEqual(Math.max(...values));
      });
    }
  });

  it('refuses a hole with nothing known around it', () => {
    const image = flat({ width: 20, height: 12 }, [1, 2, 3]);
    expect(() => fillHarmonic(image, fullHole({ x: 0, y: 0, width: 20, height: 12 }))).toThrow(RangeError);
    expect(() => fillHarmonic(image, fullHole({ x: 0, y: 0, width: 20, height: 11 }))).not.toThrow();
  });
});
