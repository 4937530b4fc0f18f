import { describe, expect, it } from 'vitest';
import { isDrawn } from '../../../../src/puzzle/edits/looking/is-drawn.ts';
import { drawShapes, flat, paint } from '../../../support/pictures.ts';

const SIZE = { width: 90, height: 60 };

describe('isDrawn', () => {
  it('is true of flat paint with things on it', () => {
    const disc = { kind: 'disc' as const, centre: { x: 40, y: 30 }, size: 30, colour: [200, 40, 40] as const };
    expect(isDrawn(drawShapes(flat(SIZE, [250, 250, 250]), [disc]))).toBe(true);
  });

  it('is false where every pixel differs a little from the next', () => {
    expect(isDrawn(paint(SIZE, (x, y) => [120, 130 + ((7 * x + 3 * y) % 5), 140]))).toBe(false);
  });

  it('is false of a photograph that is half black or half blown white', () => {
    for (const clipped of [0, 255]) {
      const half = paint(SIZE, (x, y) =>
        x < 50 ? [clipped, clipped, clipped] : [120, 130 + ((7 * x + 3 * y) % 5), 140],
      );
      expect(isDrawn(half)).toBe(false);
    }
  });

  it('is true of ink on paper, also where its edges are soft', () => {
    const line = (x: number) => (x % 18 === 8 ? 0 : x % 18 === 9 ? 90 + x : 255);
    expect(isDrawn(paint(SIZE, (x) => [line(x), line(x), line(x)]))).toBe(true);
    expect(isDrawn(paint(SIZE, (x) => (x % 18 < 4 ? [0, 0, 0] : [255, 255, 255])))).toBe(true);
  });
});
