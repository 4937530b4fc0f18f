import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { changedSpans, growSpans } from '../../../src/diff/metrics/changed-spans.ts';
import { doubleAlong, halvePlane, spreadHalves } from '../../../src/diff/metrics/half-scale.ts';
import { forEachMomentRow } from '../../../src/diff/metrics/window-moments.ts';
import { gaussianBlur } from '../../../src/imaging/filters.ts';

const side = fc.integer({ min: 1, max: 17 });
const planePairs = fc.tuple(side, side).chain(([width, height]) => {
  const plane = fc.array(fc.integer({ min: 0, max: 3 }), { minLength: width * height, maxLength: width * height });
  return fc.tuple(plane, plane).map(([a, b]) => ({ width, height, a: Float32Array.from(a), b: Float32Array.from(b) }));
});

describe('forEachMomentRow', () => {
  it('gives the blurred sums, differences and squares wherever a window holds a change', () => {
    fc.assert(
      fc.property(planePairs, ({ width, height, a, b }) => {
        const fields = {
          sum: a.map((value, at) => value + b[at]),
          difference: a.map((value, at) => value - b[at]),
          squaredSum: a.map((value, at) => (value + b[at]) ** 2),
          squaredDifference: a.map((value, at) => (value - b[at]) ** 2),
        };
        const seen = new Uint8Array(a.length);
        let gap = 0;
        const expected = Object.entries(fields).map(
          ([name, plane]) => [name as keyof typeof fields, gaussianBlur(plane, width, height, 1.5)] as const,
        );
        forEachMomentRow(a, b, width, height, (y, from, to, moments) => {
          for (let x = from; x < to; x++) {
            seen[y * width + x] = 1;
            for (const [name, plane] of expected) {
              gap = Math.max(gap, Math.abs(moments[name][x] - plane[y * width + x]));
            }
          }
        });
        const difference = gaussianBlur(fields.squaredDifference, width, height, 1.5);
        expect(gap).toBeLessThan(1e-4);
        expect(difference.every((value, pixel) => value === 0 || seen[pixel] === 1)).toBe(true);
      }),
    );
  });

  it('visits nothing between equal planes, and only around a change', () => {
    const a = new Float32Array(40 * 30);
    const visits: [number, number, number][] = [];
    const visit = (y: number, from: number, to: number) => visits.push([y, from, to]);
    forEachMomentRow(a, a.slice(), 40, 30, visit);
    expect(visits).toEqual([]);
    const b = a.slice();
    b[12 * 40 + 20] = 1;
    forEachMomentRow(a, b, 40, 30, visit);
    expect(visits).toEqual(Array.from({ length: 11 }, (_, at) => [7 + at, 15, 26]));
  });
});

describe('changedSpans and growSpans', () => {
  it('hold the first and the last change of a row, and what lies around them', () => {
    const a = new Float32Array(7 * 5);
    const b = a.slice();
    b[2 * 7 + 1] = 1;
    b[2 * 7 + 4] = 1;
    const spans = changedSpans(a, b, 7, 5);
    expect([spans.from[2], spans.to[2]]).toEqual([1, 5]);
    expect(spans.from[1]).toBeGreaterThanOrEqual(spans.to[1]);
    const grown = growSpans(spans, 1, 2, 7);
    expect([1, 2, 3].map((y) => [grown.from[y], grown.to[y]])).toEqual(Array(3).fill([0, 7]));
    expect(grown.from[0]).toBeGreaterThanOrEqual(grown.to[0]);
  });
});

const sized = planePairs.map(({ width, height, a, b }) => ({ width, height, data: a, other: b }));
const dot = (one: Float32Array, other: Float32Array) => one.reduce((sum, value, at) => sum + value * other[at], 0);

describe('half-size planes', () => {
  it('hold means of 2x2 pixels, an odd border with itself', () => {
    expect(halvePlane({ width: 3, height: 3, data: Float32Array.of(1, 3, 5, 5, 7, 9, 2, 4, 6) })).toEqual({
      ...{ width: 2, height: 2 },
      data: Float32Array.of(4, 7, 3, 6),
    });
  });

  it('spreadHalves is the adjoint of halvePlane', () => {
    fc.assert(
      fc.property(sized, ({ width, height, data, other }) => {
        const half = halvePlane({ width, height, data });
        const weights = { ...half, data: halvePlane({ width, height, data: other }).data };
        expect(dot(half.data, weights.data)).toBeCloseTo(dot(data, spreadHalves(weights, { width, height })), 3);
      }),
    );
  });

  it('doubleAlong keeps a constant and a slope away from the border', () => {
    const slope = { width: 5, height: 4, data: Float32Array.from({ length: 20 }, (_, at) => (at % 5) * 2 + 0.5) };
    const doubled = doubleAlong(slope, { width: 9, height: 8 });
    for (let x = 1; x < 8; x++) expect(doubled[3 * 9 + x]).toBeCloseTo(x, 5);
    expect(doubleAlong({ ...slope, data: new Float32Array(20).fill(3) }, { width: 10, height: 7 })).toEqual(
      new Float32Array(70).fill(3),
    );
  });
});
