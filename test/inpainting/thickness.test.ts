import { describe, expect, it } from 'vitest';
import { distanceToSet } from '../../src/imaging/distance.ts';
import { invert } from '../../src/imaging/morphology.ts';
import { thicknessOf } from '../../src/inpainting/patch-match/thickness.ts';
import { maskOf } from '../support/text-grid.ts';

const thickness = (most: number, ...rows: string[]) => {
  const mask = maskOf(...rows);
  const { width, height } = mask;
  const result = thicknessOf({ width, height, depths: distanceToSet(invert(mask)).data }, most);
  return Array.from({ length: height }, (_, y) => Array.from(result.subarray(y * width, (y + 1) * width), Math.round));
};

const line = ['.........', '.#######.', '.........'];
const bar = ['.........', '.#######.', '.#######.', '.#######.', '.#######.', '.#######.', '.........'];

describe('thicknessOf', () => {
  it('is the same all along a line and 0 beside it', () => {
    expect(thickness(10, ...line)).toEqual([
      [0, 0, 0, 0, 0, 0, 0, 0, 0],
      [0, 1, 1, 1, 1, 1, 1, 1, 0],
      [0, 0, 0, 0, 0, 0, 0, 0, 0],
    ]);
  });

  it('is that of the whole bar right at its border, too', () => {
    const rows = thickness(10, ...bar);
    expect(rows[1]).toEqual([0, 3, 3, 3, 3, 3, 3, 3, 0]);
    expect(rows[3]).toEqual([0, 3, 3, 3, 3, 3, 3, 3, 0]);
  });

  it('counts no further than it is asked to', () => {
    expect(Math.max(...thickness(2, ...bar).flat())).toBe(2);
  });
});
