import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { labelComponents } from '../../src/imaging/components.ts';
import { contoursOf, type Polygon, simplifyPolygon } from '../../src/imaging/contours.ts';
import { createMask, type Mask } from '../../src/imaging/image.ts';

/** A mask from rows of `#` and `.`. */
function maskOf(...rows: string[]): Mask {
  return createMask(
    rows[0].length,
    rows.length,
    Uint8Array.from([...rows.join('')], (sign) => (sign === '#' ? 1 : 0)),
  );
}

const place = (mask: Mask, x = 0, y = 0) => ({ box: { x, y, width: mask.width, height: mask.height }, mask });

/** Twice the area that a polygon encloses, positive when clockwise with y down (shoelace). */
function doubleArea(polygon: Polygon): number {
  return polygon.reduce((sum, { x, y }, at) => {
    const next = polygon[(at + 1) % polygon.length];
    return sum + x * next.y - next.x * y;
  }, 0);
}

describe('contoursOf', () => {
  it('goes around a block, in image pixels', () => {
    expect(contoursOf(place(maskOf('###', '###'), 10, 20), 0)).toEqual([
      [
        { x: 13, y: 20 },
        { x: 13, y: 22 },
        { x: 10, y: 22 },
        { x: 10, y: 20 },
      ],
    ]);
  });

  it('keeps parts that touch at a corner together, and parts that do not apart', () => {
    expect(contoursOf(place(maskOf('##.', '..#')), 0)).toHaveLength(1);
    expect(contoursOf(place(maskOf('##..', '...#')), 0)).toHaveLength(2);
  });

  it('does not go around holes', () => {
    const [outline, ...more] = contoursOf(place(maskOf('####', '#..#', '####')), 0);
    expect(more).toEqual([]);
    expect(doubleArea(outline)).toBe(24);
  });

  it('follows a notch that is one pixel wide', () => {
    const [outline] = contoursOf(place(maskOf('#.###', '#.#..', '#####')), 0);
    expect(doubleArea(outline)).toBe(22);
  });

  it('finds nothing in an empty mask', () => {
    expect(contoursOf(place(maskOf('...', '...')), 0)).toEqual([]);
  });

  it('encloses every set pixel, and as many parts as there are', () => {
    const masks = fc
      .record({ width: fc.integer({ min: 1, max: 9 }), height: fc.integer({ min: 1, max: 7 }) })
      .chain(({ width, height }) =>
        fc
          .array(fc.integer({ min: 0, max: 1 }), { minLength: width * height, maxLength: width * height })
          .map((values) => createMask(width, height, Uint8Array.from(values))),
      );
    fc.assert(
      fc.property(masks, (mask) => {
        const outlines = contoursOf(place(mask), 0);
        expect(outlines).toHaveLength(labelComponents(mask).components.length);
        for (let pixel = 0; pixel < mask.data.length; pixel++) {
          if (!mask.data[pixel]) continue;
          const centre = { x: (pixel % mask.width) + 0.5, y: Math.floor(pixel / mask.width) + 0.5 };
          expect(outlines.some((outline) => encloses(outline, centre))).toBe(true);
        }
        for (const outline of outlines) expect(doubleArea(outline)).toBeGreaterThan(0);
      }),
    );
  });
});

/** Whether a ray to the right crosses the outline an odd number of times. */
function encloses(polygon: Polygon, { x, y }: { x: number; y: number }): boolean {
  const crossings = polygon.filter((from, at) => {
    const to = polygon[(at + 1) % polygon.length];
    return from.x === to.x && from.x > x && Math.min(from.y, to.y) < y && Math.max(from.y, to.y) > y;
  });
  return crossings.length % 2 === 1;
}

describe('simplifyPolygon', () => {
  it('makes a straight line of a staircase', () => {
    const steps = Array.from({ length: 20 }, (_, at) => ({ x: Math.ceil(at / 2), y: Math.floor(at / 2) }));
    const simple = simplifyPolygon([...steps, { x: 0, y: 10 }], 1);
    expect(simple.length).toBeLessThanOrEqual(4);
    expect(simple).toContainEqual({ x: 0, y: 10 });
  });

  it('keeps corners that stand out by more than the tolerance', () => {
    const square = [
      { x: 0, y: 0 },
      { x: 5, y: 3 },
      { x: 10, y: 0 },
      { x: 10, y: 10 },
      { x: 0, y: 10 },
    ];
    expect(simplifyPolygon(square, 2)).toEqual(square);
    expect(simplifyPolygon(square, 4)).toHaveLength(4);
  });

  it('never leaves less than a triangle', () => {
    const sliver = Array.from({ length: 6 }, (_, at) => ({ x: at < 3 ? at : 5 - at, y: at < 3 ? 0 : 1 }));
    expect(simplifyPolygon(sliver, 9).length).toBeGreaterThanOrEqual(3);
  });
});
