import { describe, expect, it } from 'vitest';
import { isSeen } from '../../../src/diff/detection/is-seen.ts';
import { createMask, createRgbImage, type RgbImage } from '../../../src/imaging/image.ts';

const SIZE = { width: 20, height: 10 };
const box = { x: 4, y: 2, width: 8, height: 4 };
const placed = { box, mask: createMask(8, 4, new Uint8Array(32).fill(1)) };
const circle = { x: 8, y: 4, radius: 5 };
const FAINT = 0.05;
const CLEAR = 0.2;

/** A grey image whose pixels are lighter by `even` everywhere and by `alternating` in every other column, darker in the rest. */
function image(even: number, alternating: number): RgbImage {
  const { width, height } = SIZE;
  const data = new Uint8Array(width * height * 3).map((_, at) => {
    const column = Math.floor(at / 3) % width;
    return 128 + even + (column % 2 === 0 ? alternating : -alternating);
  });
  return createRgbImage(width, height, data);
}

describe('isSeen', () => {
  const ground = image(0, 0);

  it('takes a clear difference as seen, even where it evens out over the place', () => {
    expect(isSeen({ placed, circle, score: CLEAR }, ground, image(0, 40))).toBe(true);
  });

  it('takes a faint difference as seen when the place as a whole changed its colour', () => {
    expect(isSeen({ placed, circle, score: FAINT }, ground, image(20, 0))).toBe(true);
  });

  it('does not take a faint difference as seen that evens out over the place', () => {
    expect(isSeen({ placed, circle, score: FAINT }, ground, image(0, 20))).toBe(false);
  });

  it('looks only at the place', () => {
    const elsewhere = createMask(8, 4);
    elsewhere.data[0] = 1;
    const changed = image(0, 0);
    changed.data.fill(255, (SIZE.width * 9 + 1) * 3);
    expect(isSeen({ placed: { box, mask: elsewhere }, circle, score: FAINT }, ground, changed)).toBe(false);
  });
});
