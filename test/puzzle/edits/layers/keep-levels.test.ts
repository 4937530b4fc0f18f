import { describe, expect, it } from 'vitest';
import { cropImage } from '../../../../src/imaging/patch.ts';
import { createRandom } from '../../../../src/imaging/random.ts';
import { findLevels, keepLevels } from '../../../../src/puzzle/edits/layers/keep-levels.ts';
import { type Colour, paint } from '../../../support/pictures.ts';

const SIZE = { width: 70, height: 50 };
const PAPER: Colour = [255, 255, 255];
const INK: Colour = [0, 0, 0];
const GREY: Colour = [40, 40, 40];
const SOFT: Colour = [128, 128, 128];

/** Bars of ink and grey on paper, three pixels wide. */
const drawn = paint(SIZE, (x) => (x % 10 < 3 ? INK : x % 10 > 6 ? GREY : PAPER));
/** The same with a pixel between ink and paper. */
const soft = paint(SIZE, (x, y) => (x % 10 < 3 ? INK : x % 10 === 3 || x % 10 === 9 ? [3 * x, 5 * y, 90] : PAPER));

describe('findLevels', () => {
  it('finds the colours that are drawn with hard edges', () => {
    expect([...findLevels(drawn)].sort((a, b) => a - b)).toEqual([0, 0x282828, 0xffffff]);
  });

  it('looks at all columns of a large picture, however its ink repeats', () => {
    const large = paint({ width: 1200, height: 800 }, (x) => (x % 25 > 20 ? INK : PAPER));
    expect([...findLevels(large)].sort((a, b) => a - b)).toEqual([0, 0xffffff]);
  });

  it('finds none where edges are soft, and none in a photograph', () => {
    expect(findLevels(soft)).toHaveLength(0);
    const random = createRandom('noise');
    const noise = paint(SIZE, () => [random.integer(0, 255), random.integer(0, 255), random.integer(0, 255)]);
    expect(findLevels(noise)).toHaveLength(0);
  });
});

describe('keepLevels', () => {
  const box = { x: 13, y: 7, width: 6, height: 4 };

  it('gives what changed the nearest of them, and leaves the rest', () => {
    const scan = paint(SIZE, (x, y) => (x === 14 && y === 8 ? SOFT : PAPER));
    const patch = cropImage(scan, box);
    patch.image.data.set([90, 70, 80, 201, 180, 190, 10, 10, 10], 0);
    keepLevels(scan, [0, 0x282828, 0xffffff], patch);
    const [one, two, three, old] = [0, 1, 2, box.width + 1].map((pixel) => [
      ...patch.image.data.subarray(pixel * 3, pixel * 3 + 3),
    ]);
    expect([one, two, three, old]).toEqual([GREY, PAPER, INK, SOFT]);
  });

  it('changes nothing in a picture that has none', () => {
    const patch = cropImage(drawn, box);
    patch.image.data.set(SOFT, 0);
    keepLevels(drawn, [], patch);
    expect([...patch.image.data.subarray(0, 3)]).toEqual(SOFT);
  });
});
