import { describe, expect, it } from 'vitest';
import { createMask } from '../../../../src/imaging/image.ts';
import { judgeClearing } from '../../../../src/puzzle/edits/clearing/judge-clearing.ts';
import { type Colour, paint, texture } from '../../../support/pictures.ts';

const SIZE = { width: 60, height: 48 };
const PAPER: Colour = [250, 250, 248];
const INK: Colour = [10, 10, 10];

/** A hole in the middle. */
const hole = createMask(SIZE.width, SIZE.height);
for (let y = 16; y < 32; y++) for (let x = 20; x < 40; x++) hole.data[y * SIZE.width + x] = 1;

describe('judgeClearing', () => {
  it('takes plain paper among strokes for what it is', () => {
    const drawing = paint(SIZE, (x, y) => (x % 60 < 3 || y % 24 < 2 || x === 44 ? INK : PAPER));
    expect(judgeClearing(drawing, hole)).toBeLessThan(0.4);
  });

  it('sees plain paper that bites into a texture', () => {
    const leaves = texture(SIZE, 'leaves');
    const bitten = paint(SIZE, (x, y) => {
      const at = (y * SIZE.width + x) * 3;
      const isPaper = hole.data[at / 3] === 1 || x < 30;
      return isPaper ? PAPER : [leaves.data[at], leaves.data[at + 1], leaves.data[at + 2]];
    });
    expect(judgeClearing(bitten, hole)).toBeGreaterThan(0.75);
  });

  it('lets texture in texture pass', () => {
    expect(judgeClearing(texture(SIZE, 'leaves'), hole)).toBeLessThan(0.4);
  });

  it('sees what is left on plain paper', () => {
    const left = paint(SIZE, (x, y) => (y === 24 && x > 24 && x < 34 ? [150, 150, 150] : PAPER));
    expect(judgeClearing(left, hole)).toBeGreaterThan(0.75);
  });

  it('takes a shelf along the border of ground that was laid for no seam, and a step for one', () => {
    // Wall with a little shade, a shelf right below the hole.
    const wall = (x: number, y: number): Colour => (y >= 32 && y < 35 ? [60, 40, 30] : [200 + ((x + y) % 7), 180, 150]);
    const laid = paint(SIZE, wall);
    expect(judgeClearing(laid, hole, { x: 14, y: 0 })).toBeLessThan(0.2);
    const off = paint(SIZE, (x, y) => (hole.data[y * SIZE.width + x] ? [170 + ((x + y) % 7), 150, 120] : wall(x, y)));
    expect(judgeClearing(off, hole, { x: -20, y: 0 })).toBeGreaterThan(0.6);
  });

  it('sees smooth ground that was laid over a texture', () => {
    const leaves = texture(SIZE, 'leaves');
    const smooth = paint(SIZE, (x, y) => {
      const at = (y * SIZE.width + x) * 3;
      return hole.data[at / 3] ? [90, 110, 60] : [leaves.data[at], leaves.data[at + 1], leaves.data[at + 2]];
    });
    expect(judgeClearing(smooth, hole, { x: 1, y: 0 })).toBeGreaterThan(0.75);
  });
});
