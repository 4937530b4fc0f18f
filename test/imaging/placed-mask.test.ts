import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { minimumEnclosingCircle } from '../../src/imaging/geometry.ts';
import { createMask } from '../../src/imaging/image.ts';
import {
  countSet,
  maskInBox,
  outlinePoints,
  type PlacedMask,
  padMask,
  scaleMask,
  trimMask,
  uniteMasks,
} from '../../src/imaging/placed-mask.ts';
import { filledMasks } from '../support/arbitraries.ts';
import { maskOf, placedOf, textOf } from '../support/text-grid.ts';

const IMAGE = { width: 40, height: 30 };
const place = { x: fc.integer({ min: 0, max: 26 }), y: fc.integer({ min: 0, max: 16 }) };
/** Masks with a set pixel, anywhere in IMAGE. */
const placed: fc.Arbitrary<PlacedMask> = fc
  .record({ ...place, mask: filledMasks() })
  .map(({ x, y, mask }) => ({ box: { x, y, width: mask.width, height: mask.height }, mask }));

/** The set pixels in image coordinates. */
function pixelsOf({ box, mask }: PlacedMask): Set<string> {
  const pixels = [...mask.data.keys()].filter((pixel) => mask.data[pixel] === 1);
  return new Set(pixels.map((pixel) => `${box.x + (pixel % box.width)},${box.y + Math.floor(pixel / box.width)}`));
}

describe('padMask', () => {
  it('gives room on all sides and ends at the border', () => {
    const { box, mask } = padMask(placedOf(1, 0, '##.', '.##'), 2, { width: 7, height: 5 });
    expect(box).toEqual({ x: 0, y: 0, width: 6, height: 4 });
    expect(textOf(mask)).toEqual(['.##...', '..##..', '......', '......']);
  });

  it('keeps exactly the same pixels', () => {
    fc.assert(
      fc.property(placed, fc.integer({ min: 0, max: 50 }), (each, margin) => {
        expect(pixelsOf(padMask(each, margin, IMAGE))).toEqual(pixelsOf(each));
      }),
    );
  });
});

describe('trimMask', () => {
  it('cuts to the set pixels', () => {
    const trimmed = trimMask(placedOf(10, 20, '.....', '..#..', '.#...', '.....'));
    expect(trimmed.box).toEqual({ x: 11, y: 21, width: 2, height: 2 });
    expect(textOf(trimmed.mask)).toEqual(['.#', '#.']);
  });

  it('keeps exactly the same pixels and touches all four sides', () => {
    fc.assert(
      fc.property(placed, (each) => {
        const { box, mask } = trimMask(each);
        expect(pixelsOf({ box, mask })).toEqual(pixelsOf(each));
        const rows = textOf(mask);
        expect(rows[0]).toContain('#');
        expect(rows[rows.length - 1]).toContain('#');
        expect(rows.some((row) => row.startsWith('#')) && rows.some((row) => row.endsWith('#'))).toBe(true);
      }),
    );
  });

  it('refuses an empty mask', () => {
    expect(() => trimMask(placedOf(0, 0, '...'))).toThrow(RangeError);
  });
});

describe('uniteMasks', () => {
  it('holds the pixels of both, whatever their boxes', () => {
    fc.assert(
      fc.property(placed, placed, (a, b) => {
        expect(pixelsOf(uniteMasks(a, b))).toEqual(new Set([...pixelsOf(a), ...pixelsOf(b)]));
      }),
    );
  });
});

describe('scaleMask', () => {
  it('turns every pixel into a block when the image grows by whole factors', () => {
    const { box, mask } = scaleMask(placedOf(3, 1, '#.', '.#'), { width: 7, height: 5 }, { width: 14, height: 15 });
    expect(box).toEqual({ x: 6, y: 3, width: 4, height: 6 });
    expect(textOf(mask)).toEqual(['##..', '##..', '##..', '..##', '..##', '..##']);
  });

  it('changes nothing at the same size', () => {
    fc.assert(
      fc.property(placed, (each) => {
        expect(scaleMask(each, IMAGE, IMAGE)).toEqual(each);
      }),
    );
  });

  it('comes back after growing by whole factors', () => {
    fc.assert(
      fc.property(placed, fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 4 }), (each, across, down) => {
        const large = { width: IMAGE.width * across, height: IMAGE.height * down };
        expect(scaleMask(scaleMask(each, IMAGE, large), large, IMAGE)).toEqual(each);
      }),
    );
  });
});

describe('countSet', () => {
  it('counts', () => {
    expect(countSet(maskOf('#..#', '.##.', '....'))).toBe(4);
    expect(countSet(createMask(7, 5))).toBe(0);
  });
});

describe('outlinePoints', () => {
  it('lies around every set pixel: a circle around the points encloses the pixels whole', () => {
    fc.assert(
      fc.property(placed, (each) => {
        const { x, y, radius } = minimumEnclosingCircle(outlinePoints(each));
        for (const pixel of pixelsOf(each)) {
          const [column, row] = pixel.split(',').map(Number);
          const farthest = Math.max(
            ...[0, 1].flatMap((dx) => [0, 1].map((dy) => Math.hypot(column + dx - x, row + dy - y))),
          );
          expect(farthest).toBeLessThanOrEqual(radius + 1e-6);
        }
      }),
    );
  });
});

describe('maskInBox', () => {
  it('has what any of the masks has there, and nothing else', () => {
    fc.assert(
      fc.property(placed, placed, placed, (one, other, { box }) => {
        const cut = maskInBox([one, other], box);
        const all = new Set([...pixelsOf(one), ...pixelsOf(other)]);
        const inside = [...all].filter((name) => {
          const [x, y] = name.split(',').map(Number);
          return x >= box.x && y >= box.y && x < box.x + box.width && y < box.y + box.height;
        });
        expect(pixelsOf({ box, mask: cut })).toEqual(new Set(inside));
      }),
    );
  });
});
