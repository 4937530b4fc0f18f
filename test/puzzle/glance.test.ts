import { describe, expect, it } from 'vitest';
import { showsAtAGlance } from '../../src/puzzle/glance.ts';
import { type Colour, flat, paint } from '../support/pictures.ts';

const SIZE = { width: 120, height: 90 };
/** Of the whole picture that the parts below are from. */
const LONGER_SIDE = 500;
const [DARK, LIGHT]: Colour[] = [
  [40, 30, 25],
  [150, 90, 50],
];
const isIn = (x: number, y: number) => Math.abs(x - 60) < 25 && Math.abs(y - 45) < 18;

/** A woven band; within it the threads may lie elsewhere. */
const woven = (shift: number) =>
  paint(SIZE, (x, y) => ((((x + (isIn(x, y) ? shift : 0)) >> 1) + (y >> 1)) % 2 === 0 ? DARK : LIGHT));

describe('showsAtAGlance', () => {
  it('is false of a texture in the place of its like, however much each pixel changes', () => {
    expect(showsAtAGlance(woven(0), woven(2), LONGER_SIDE)).toBe(false);
  });

  it.each([500, 4000])(
    'is true of a thin line on plain ground, and false of a woven patch, in a picture of %i pixels',
    (side) => {
      const plain = flat(SIZE, LIGHT);
      const line = paint(SIZE, (x, y) => (Math.abs(x - 60) < 50 && Math.abs(y - 45) < 2 ? DARK : LIGHT));
      expect(showsAtAGlance(plain, line, side)).toBe(true);
      expect(showsAtAGlance(woven(0), woven(2), side)).toBe(false);
    },
  );

  it('is true of a thing that is gone from a texture, and false where nothing changed', () => {
    const patched = paint(SIZE, (x, y) =>
      isIn(x, y) ? [200, 60, 50] : ((x >> 1) + (y >> 1)) % 2 === 0 ? DARK : LIGHT,
    );
    expect(showsAtAGlance(patched, woven(0), LONGER_SIDE)).toBe(true);
    expect(showsAtAGlance(woven(0), woven(0), LONGER_SIDE)).toBe(false);
  });
});
