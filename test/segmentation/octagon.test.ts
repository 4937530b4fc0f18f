import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createLabelMap } from '../../src/imaging/image.ts';
import { type Bounds, boundsOf, octagonArea, uniteBounds } from '../../src/segmentation/octagon.ts';
import { buildRegionGraph } from '../../src/segmentation/region-graph.ts';
import { flat } from '../support/pictures.ts';

/** The octagon of the pixels that a test chooses, measured as regions are. */
function around(width: number, height: number, isIn: (x: number, y: number) => boolean) {
  const data = Int32Array.from({ length: width * height }, (_, pixel) =>
    isIn(pixel % width, Math.floor(pixel / width)) ? 1 : 0,
  );
  const { corners, diagonals } = buildRegionGraph(
    createLabelMap(width, height, data, 2),
    flat({ width, height }, [9, 9, 9]),
  );
  return { corners: boundsOf([1], corners), diagonals: boundsOf([1], diagonals) };
}

describe('octagonArea', () => {
  it('is the area of a box when its corners are taken', () => {
    expect(octagonArea(around(9, 7, (x, y) => x > 1 && x < 7 && y > 2 && y < 6))).toBe(15);
  });

  it('is the area of a diamond', () => {
    const isIn = (x: number, y: number) => Math.abs(x - 6) + Math.abs(y - 5) <= 4;
    expect(octagonArea(around(13, 11, isIn))).toBe(41);
  });

  it('is no more than the box and no less than the pixels', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.integer({ min: 0, max: 76 }), { minLength: 1, maxLength: 9 }), (pixels) => {
        const octagon = around(11, 7, (x, y) => pixels.includes(y * 11 + x));
        const [minX, minY, maxX, maxY] = octagon.corners;
        expect(octagonArea(octagon)).toBeLessThanOrEqual((maxX - minX + 1) * (maxY - minY + 1));
        expect(octagonArea(octagon)).toBeGreaterThanOrEqual(pixels.length);
      }),
    );
  });
});

describe('uniteBounds', () => {
  it('holds both, as boundsOf does', () => {
    const bounds = Int32Array.of(3, 9, 5, 12, 1, 10, 4, 20, 0, 0, 0, 0);
    const both: Bounds = [1, 9, 5, 20];
    expect(uniteBounds(bounds, 0, 1)).toEqual(both);
    expect(boundsOf([1, 0], bounds)).toEqual(both);
  });
});
