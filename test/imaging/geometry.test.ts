import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Box, Circle, Point } from '../../src/contract/geometry.ts';
import { boxGap, convexHull, growBox, minimumEnclosingCircle, scaleBox, unionBox } from '../../src/imaging/geometry.ts';
import { boxesWithin } from '../contract/masks.ts';

const IMAGE = { width: 70, height: 50 };
const boxes = boxesWithin(IMAGE, 40);
/** A coarse grid, so that duplicates, lines and equal distances come up often. */
const coordinate = fc.integer({ min: -6, max: 6 });
const points = (minLength: number) =>
  fc.array(fc.record({ x: coordinate, y: coordinate }), { minLength, maxLength: 9 });

const box = (x: number, y: number, width: number, height: number): Box => ({ x, y, width, height });
const turn = (a: Point, b: Point, c: Point) => (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x);

describe('boxes', () => {
  it('unite to the smallest box that holds both', () => {
    expect(unionBox(box(2, 3, 4, 5), box(5, 1, 6, 2))).toEqual(box(2, 1, 9, 7));
  });

  it('grow on all sides and end at the border', () => {
    expect(growBox(box(10, 20, 5, 6), 3, IMAGE)).toEqual(box(7, 17, 11, 12));
    expect(growBox(box(1, 2, 68, 47), 3, IMAGE)).toEqual(box(0, 0, 70, 50));
  });

  it.each([
    ['touching', box(0, 0, 4, 3), box(4, 0, 4, 3), 0],
    ['overlapping', box(0, 0, 4, 3), box(2, 1, 4, 3), 0],
    ['one inside the other', box(0, 0, 9, 9), box(2, 1, 4, 3), 0],
    ['beside each other', box(0, 0, 4, 3), box(9, 1, 4, 3), 5],
    ['above each other', box(0, 0, 4, 3), box(1, 10, 4, 3), 7],
    ['cornerwise', box(0, 0, 4, 3), box(7, 7, 4, 3), 5],
  ])('%s: %o and %o are the right way apart', (_, a, b, gap) => {
    expect(boxGap(a, b)).toBe(gap);
    expect(boxGap(b, a)).toBe(gap);
  });

  it('scale outwards: what lay inside lies inside', () => {
    const sizes = fc.record({ width: fc.integer({ min: 5, max: 300 }), height: fc.integer({ min: 5, max: 300 }) });
    fc.assert(
      fc.property(boxes, sizes, (from, to) => {
        const scaled = scaleBox(from, IMAGE, to);
        const [scaleX, scaleY] = [to.width / IMAGE.width, to.height / IMAGE.height];
        expect(Object.values(scaled).every(Number.isInteger)).toBe(true);
        expect(scaled.x).toBeLessThanOrEqual(from.x * scaleX + 1e-9);
        expect(scaled.y).toBeLessThanOrEqual(from.y * scaleY + 1e-9);
        expect(scaled.x + scaled.width).toBeGreaterThanOrEqual((from.x + from.width) * scaleX - 1e-9);
        expect(scaled.y + scaled.height).toBeGreaterThanOrEqual((from.y + from.height) * scaleY - 1e-9);
        expect(scaled.x + scaled.width).toBeLessThanOrEqual(to.width);
        expect(scaled.y + scaled.height).toBeLessThanOrEqual(to.height);
      }),
    );
  });

  it('scale to themselves at the same size', () => {
    fc.assert(
      fc.property(boxes, (each) => {
        expect(scaleBox(each, IMAGE, IMAGE)).toEqual(each);
      }),
    );
  });
});

describe('convexHull', () => {
  it('leaves out what lies inside or on an edge', () => {
    const hull = convexHull([
      { x: 0, y: 0 },
      { x: 6, y: 0 },
      { x: 3, y: 0 },
      { x: 3, y: 2 },
      { x: 6, y: 4 },
      { x: 0, y: 4 },
    ]);
    expect(new Set(hull.map(({ x, y }) => `${x},${y}`))).toEqual(new Set(['0,0', '6,0', '6,4', '0,4']));
    expect(hull).toHaveLength(4);
  });

  it('consists of given points, turns one way only and holds every point', () => {
    fc.assert(
      fc.property(points(3), (given) => {
        const hull = convexHull(given);
        expect(hull.every((corner) => given.some(({ x, y }) => x === corner.x && y === corner.y))).toBe(true);
        hull.forEach((corner, at) => {
          const next = hull[(at + 1) % hull.length];
          for (const point of given) expect(turn(corner, next, point)).toBeGreaterThanOrEqual(0);
        });
      }),
    );
  });
});

/** The smallest circle through two or three of the points that holds all of them: every pair and triple is tried. */
function bruteForceRadius(given: readonly Point[]): number {
  const holdsAll = ({ x, y, radius }: Circle) => given.every((p) => Math.hypot(p.x - x, p.y - y) <= radius + 1e-6);
  let best = Number.POSITIVE_INFINITY;
  const offer = (circle: Circle) => {
    if (circle.radius < best && holdsAll(circle)) best = circle.radius;
  };
  given.forEach((a, i) => {
    offer({ ...a, radius: 0 });
    given.slice(0, i).forEach((b, j) => {
      offer({ x: (a.x + b.x) / 2, y: (a.y + b.y) / 2, radius: Math.hypot(a.x - b.x, a.y - b.y) / 2 });
      for (const c of given.slice(0, j)) {
        const d = 2 * (a.x * (b.y - c.y) + b.x * (c.y - a.y) + c.x * (a.y - b.y));
        if (d === 0) continue;
        const [qa, qb, qc] = [a, b, c].map(({ x, y }) => x * x + y * y);
        const x = (qa * (b.y - c.y) + qb * (c.y - a.y) + qc * (a.y - b.y)) / d;
        const y = (qa * (c.x - b.x) + qb * (a.x - c.x) + qc * (b.x - a.x)) / d;
        offer({ x, y, radius: Math.hypot(a.x - x, a.y - y) });
      }
    });
  });
  return best;
}

describe('minimumEnclosingCircle', () => {
  it('holds all points and is the smallest that does', () => {
    fc.assert(
      fc.property(points(1), (given) => {
        const circle = minimumEnclosingCircle(given);
        for (const { x, y } of given) {
          expect(Math.hypot(x - circle.x, y - circle.y)).toBeLessThanOrEqual(circle.radius + 1e-6);
        }
        expect(circle.radius).toBeCloseTo(bruteForceRadius(given), 5);
      }),
      { numRuns: 500 },
    );
  });

  it.each([
    ['one point', [{ x: 3, y: 4 }], { x: 3, y: 4, radius: 0 }],
    ['a point given twice', Array(3).fill({ x: 3, y: 4 }), { x: 3, y: 4, radius: 0 }],
    ['points in a line', [0, 2, 8, 4].map((x) => ({ x, y: 1 })), { x: 4, y: 1, radius: 4 }],
  ])('serves %s', (_, given, circle) => {
    expect(minimumEnclosingCircle(given)).toEqual(circle);
  });

  it('refuses no point at all', () => {
    expect(() => minimumEnclosingCircle([])).toThrow(RangeError);
  });
});
