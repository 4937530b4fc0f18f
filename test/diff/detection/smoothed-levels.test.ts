import { describe, expect, it } from 'vitest';
import { smoothedLevels } from '../../../src/diff/detection/smoothed-levels.ts';
import { gaussianBlur } from '../../../src/imaging/filters.ts';
import { texture } from '../../support/pictures.ts';

const SIGMA_PX = 1.5;
/** Higher than two bands of rows. */
const SIZE = { width: 37, height: 300 };
const [a, b] = [texture(SIZE, 'one'), texture(SIZE, 'other')];

/** The same of the box as a whole. */
function expected({ x, y, width, height }: { x: number; y: number; width: number; height: number }): Float32Array {
  const planes = [0, 1, 2].map((channel) => {
    const difference = Float32Array.from({ length: width * height }, (_, pixel) => {
      const at = ((y + Math.floor(pixel / width)) * SIZE.width + x + (pixel % width)) * 3 + channel;
      return a.data[at] - b.data[at];
    });
    return gaussianBlur(difference, width, height, SIGMA_PX);
  });
  return planes[0].map((_, pixel) => Math.max(...planes.map((plane) => Math.abs(plane[pixel]))));
}

describe('smoothedLevels', () => {
  it.each([
    { x: 0, y: 0, ...SIZE },
    { x: 5, y: 7, width: 20, height: 258 },
    { x: 30, y: 290, width: 7, height: 3 },
    { x: 3, y: 10, width: 11, height: 128 },
  ])('is the same to the bit as of the whole box $y $height', (box) => {
    const levels = smoothedLevels(a, b, box);
    const whole = expected(box);
    expect(levels.length).toBe(whole.length);
    expect(levels.findIndex((level, pixel) => level !== whole[pixel])).toBe(-1);
    expect(Math.max(...levels)).toBeGreaterThan(1);
  });
});
