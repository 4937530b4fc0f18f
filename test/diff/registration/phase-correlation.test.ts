import { describe, expect, it } from 'vitest';
import { phaseCorrelate } from '../../../src/diff/registration/phase-correlation.ts';
import { createFloatMap } from '../../../src/imaging/image.ts';
import { lumaOf } from '../../../src/imaging/pyramid.ts';
import { scene, similarity, warpedPair } from './warped-pairs.ts';

const WHOLE = { width: 246, height: 206 };
const VIEW = { width: 150, height: 110 };

describe('phaseCorrelate', () => {
  it.each([
    [0, 0],
    [7, -4],
    [-21, 13],
    [7.3, -4.6],
    [-0.4, 0.25],
  ])('finds a shift of %d, %d to a fifth of a pixel', (x, y) => {
    const { a, b } = warpedPair(scene(WHOLE, 'phase'), similarity(VIEW, 0, 1, x, y));
    const { shift } = phaseCorrelate(lumaOf(a), lumaOf(b));
    expect(Math.hypot(shift.x - x, shift.y - y)).toBeLessThan(0.2);
  });

  it('compares maps of two sizes', () => {
    const { a, b } = warpedPair(scene(WHOLE, 'sizes'), similarity(VIEW, 0, 1, 5, -3), { width: 143, height: 117 });
    const { shift } = phaseCorrelate(lumaOf(a), lumaOf(b));
    expect(Math.hypot(shift.x - 5, shift.y + 3)).toBeLessThan(0.5);
  });

  it('has no high peak for two different scenes, and none for flat maps', () => {
    const other = phaseCorrelate(lumaOf(scene(VIEW, 'one')), lumaOf(scene(VIEW, 'another')));
    const { a, b } = warpedPair(scene(WHOLE, 'one'), similarity(VIEW, 0, 1, 7, -4));
    expect(phaseCorrelate(lumaOf(a), lumaOf(b)).response).toBeGreaterThan(2 * other.response);
    const flat = createFloatMap(20, 10);
    expect(phaseCorrelate(flat, flat)).toEqual({ shift: { x: 0, y: 0 }, response: 0 });
  });
});
