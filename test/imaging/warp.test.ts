import { describe, expect, it } from 'vitest';
import { createMask } from '../../src/imaging/image.ts';
import { IDENTITY_MATRIX, scaleAndShift } from '../../src/imaging/projective.ts';
import { warpImage, warpMask } from '../../src/imaging/warp.ts';
import { paint, texture } from '../support/pictures.ts';
import { maskOf, textOf } from '../support/text-grid.ts';

const SIZE = { width: 23, height: 17 };
const picture = texture(SIZE, 'warp');

describe('warpImage', () => {
  it('changes no byte under the identity', () => {
    const { image, valid } = warpImage(picture, IDENTITY_MATRIX, SIZE);
    expect(image.data).toEqual(picture.data);
    expect(valid.data.every((value) => value === 1)).toBe(true);
  });

  it('moves whole pixels without changing them, and says where nothing is shown', () => {
    const { image, valid } = warpImage(picture, scaleAndShift(1, 1, 4, -3), { width: 20, height: 9 });
    for (let y = 0; y < 9; y++) {
      for (let x = 0; x < 20; x++) {
        const isShown = x + 4 < SIZE.width && y >= 3;
        expect(valid.data[y * 20 + x]).toBe(isShown ? 1 : 0);
        if (!isShown) continue;
        const from = ((y - 3) * SIZE.width + x + 4) * 3;
        expect([...image.data.subarray((y * 20 + x) * 3, (y * 20 + x) * 3 + 3)]).toEqual([
          ...picture.data.subarray(from, from + 3),
        ]);
      }
    }
  });

  it('reads slopes between pixels exactly, in every channel', () => {
    const slope = paint({ width: 30, height: 20 }, (x, y) => [4 * x, 6 * y, 200 - 2 * x - 3 * y]);
    const { image } = warpImage(slope, [1.02, 0.1, 2.3, -0.05, 0.96, 3.1, 0, 0, 1], { width: 20, height: 12 });
    for (const [x, y] of [
      [3, 4],
      [10, 6],
      [15, 2],
    ]) {
      const fromX = 1.02 * x + 0.1 * y + 2.3;
      const fromY = -0.05 * x + 0.96 * y + 3.1;
      const at = (y * 20 + x) * 3;
      expect(Math.abs(image.data[at] - 4 * fromX)).toBeLessThanOrEqual(0.6);
      expect(Math.abs(image.data[at + 1] - 6 * fromY)).toBeLessThanOrEqual(0.6);
      expect(Math.abs(image.data[at + 2] - (200 - 2 * fromX - 3 * fromY))).toBeLessThanOrEqual(0.6);
    }
  });

  it('never leaves the range of a byte where black meets white', () => {
    const edge = paint({ width: 12, height: 8 }, (x) => (x < 6 ? [0, 0, 0] : [255, 255, 255]));
    const { image } = warpImage(edge, scaleAndShift(1, 1, 0.5, 0.5), edge);
    const row = Array.from(image.data.subarray(0, 36)).filter((_, at) => at % 3 === 0);
    expect(row.slice(0, 5)).toEqual([0, 0, 0, 0, 0]);
    expect(row[5]).toBe(128);
    expect(row.slice(6)).toEqual([255, 255, 255, 255, 255, 255]);
  });

  it('works on pictures smaller than the four pixels it reads', () => {
    const dot = paint({ width: 1, height: 2 }, (_, y) => [10 + y, 20, 30]);
    expect(warpImage(dot, IDENTITY_MATRIX, dot).image.data).toEqual(dot.data);
  });
});

describe('warpMask', () => {
  it('moves masks by nearest neighbour; what lies outside is not set', () => {
    const mask = maskOf('##...', '##...', '....#');
    expect(textOf(warpMask(mask, scaleAndShift(1, 1, 1.4, -0.6), { width: 5, height: 4 }))).toEqual([
      '.....',
      '#....',
      '#....',
      '...#.',
    ]);
  });

  it('keeps an empty mask empty', () => {
    expect(warpMask(createMask(4, 3), IDENTITY_MATRIX, { width: 9, height: 9 }).data.includes(1)).toBe(false);
  });
});
