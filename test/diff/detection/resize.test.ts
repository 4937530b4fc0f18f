import { describe, expect, it } from 'vitest';
import { doubleMask, doublePlane, halveMask } from '../../../src/diff/detection/resize.ts';
import { withPlaneRoom } from '../../../src/imaging/kernels/plane-room.ts';
import { maskOf, textOf } from '../../support/text-grid.ts';

describe('halveMask', () => {
  it('takes every second pixel and drops an odd last row and column', () => {
    expect(textOf(halveMask(maskOf('#.#.###', '.......', '.##.#..', '.......', '#######')))).toEqual(['###', '.##']);
  });
});

describe('doubleMask', () => {
  it('sets two by two pixels, and what is left at an odd end', () => {
    expect(textOf(doubleMask(maskOf('#.#', '..#'), { width: 7, height: 5 }))).toEqual([
      '##..###',
      '##..###',
      '....###',
      '....###',
      '....###',
    ]);
  });
});

describe('doublePlane', () => {
  it('does the same with levels, and scales them', () => {
    const data = withPlaneRoom({ width: 3, height: 2, planes: 2 }, (room) => {
      const plane = room.plane();
      plane.set([2, 4, 6, 8, 10, 12]);
      return doublePlane(room, plane, { width: 7, height: 5 }, 0.5).data;
    });
    const [upper, lower] = [
      [1, 1, 2, 2, 3, 3, 3],
      [4, 4, 5, 5, 6, 6, 6],
    ];
    expect([...data]).toEqual([...upper, ...upper, ...lower, ...lower, ...lower]);
  });
});
