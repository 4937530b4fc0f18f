import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fillHoles } from '../../src/imaging/fill-holes.ts';
import { masks } from '../support/arbitraries.ts';
import { maskOf, textOf } from '../support/text-grid.ts';

describe('fillHoles', () => {
  it('fills what is closed in and leaves bays open', () => {
    expect(textOf(fillHoles(maskOf('.###...', '.#.#.##', '.###.#.', '.....##')))).toEqual([
      '.###...',
      '.###.##',
      '.###.#.',
      '.....##',
    ]);
  });

  it('counts a wall of corners as closed: the way out is 4-connected', () => {
    expect(textOf(fillHoles(maskOf('..#..', '.#.#.', '..#..')))).toEqual(['..#..', '.###.', '..#..']);
  });

  it('never clears a pixel, and filling again changes nothing', () => {
    fc.assert(
      fc.property(masks(), (mask) => {
        const filled = fillHoles(mask);
        expect(mask.data.every((value, pixel) => value <= filled.data[pixel])).toBe(true);
        expect(fillHoles(filled).data).toEqual(filled.data);
      }),
    );
  });
});
