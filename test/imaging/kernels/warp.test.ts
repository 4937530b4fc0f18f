import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRgbImage } from '../../../src/imaging/image.ts';
import { warpImagePlainly } from '../../../src/imaging/kernels/warp-plainly.ts';
import { warpImage } from '../../../src/imaging/warp.ts';
import { texture } from '../../support/pictures.ts';

const sides = (max: number) => fc.record({ width: fc.integer({ min: 1, max }), height: fc.integer({ min: 1, max }) });
const pictures = sides(23).chain(({ width, height }) =>
  fc
    .uint8Array({ minLength: width * height * 3, maxLength: width * height * 3 })
    .map((bytes) => createRgbImage(width, height, bytes)),
);
const near = (middle: number, reach: number) => fc.double({ min: middle - reach, max: middle + reach, noNaN: true });
const matrices = fc
  .tuple(near(1, 0.4), near(0, 0.4), near(0, 9), near(0, 0.4), near(1, 0.4), near(0, 9), near(0, 0.02), near(0, 0.02))
  .map((numbers) => [...numbers, 1]);

describe('warpImage and its twin', () => {
  it('give the same bytes whatever the pictures and the map', () => {
    fc.assert(
      fc.property(pictures, matrices, sides(30), (picture, matrix, size) => {
        expect(warpImage(picture, matrix, size)).toEqual(warpImagePlainly(picture, matrix, size));
      }),
      { numRuns: 200 },
    );
  });

  it('give the same bytes where the map has no finite value', () => {
    const picture = texture({ width: 19, height: 12 }, 'horizon');
    for (const matrix of [
      [1, 0, 0, 0, 1, 0, -0.25, 0, 1],
      [0, 0, 0, 0, 0, 0, 0, 0, 0],
    ]) {
      expect(warpImage(picture, matrix, picture)).toEqual(warpImagePlainly(picture, matrix, picture));
    }
  });
});
