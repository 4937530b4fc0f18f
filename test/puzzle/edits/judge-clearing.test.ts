import { describe, expect, it } from 'vitest';
import { createMask } from '../../../src/imaging/image.ts';
import { judgeClearing } from '../../../src/puzzle/edits/judge-clearing.ts';
import { type Colour, paint, texture } from '../../support/pictures.ts';

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
});
