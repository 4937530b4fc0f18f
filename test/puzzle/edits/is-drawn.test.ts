import { describe, expect, it } from 'vitest';
import { isDrawn } from '../../../src/puzzle/edits/is-drawn.ts';
import { drawShapes, flat, paint } from '../../support/pictures.ts';

const SIZE = { width: 90, height: 60 };

describe('isDrawn', () => {
  it('is true of flat paint with things on it', () => {
    const disc = { kind: 'disc' as const, centre: { x: 40, y: 30 }, size: 30, colour: [200, 40, 40] as const };
    expect(isDrawn(drawShapes(flat(SIZE, [250, 250, 250]), [disc]))).toBe(true);
  });

  it('is false where every pixel differs a little from the next', () => {
    expect(isDrawn(paint(SIZE, (x, y) => [120, 130 + ((7 * x + 3 * y) % 5), 140]))).toBe(false);
  });
});
