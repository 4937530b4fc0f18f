import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRgbImage } from '../../../src/imaging/image.ts';
import { halfLumaOf, halfLumaPlainly } from '../../../src/imaging/kernels/half-luma.ts';
import { flat, paint } from '../../support/pictures.ts';

describe('halfLumaOf', () => {
  it('is the mean luma of two by two pixels; an odd last row and column are dropped', () => {
    const picture = paint({ width: 7, height: 5 }, (x, y) => [30 * x, 40 * y, 10 * (x + y)]);
    const half = halfLumaOf(picture);
    expect([half.width, half.height]).toEqual([3, 2]);
    half.data.forEach((value, at) => {
      const [x, y] = [2 * (at % 3) + 0.5, 2 * Math.floor(at / 3) + 0.5];
      expect(value).toBeCloseTo(0.299 * 30 * x + 0.587 * 40 * y + 0.114 * 10 * (x + y), 2);
    });
  });

  it('refuses a single row', () =>
    expect(() => halfLumaOf(flat({ width: 7, height: 1 }, [1, 2, 3]))).toThrow(RangeError));

  it('gives the bits of its plain twin', () => {
    const pictures = fc
      .record({ width: fc.integer({ min: 2, max: 17 }), height: fc.integer({ min: 2, max: 9 }) })
      .chain(({ width, height }) =>
        fc
          .uint8Array({ minLength: width * height * 3, maxLength: width * height * 3 })
          .map((bytes) => createRgbImage(width, height, bytes)),
      );
    fc.assert(
      fc.property(pictures, (picture) => {
        expect(halfLumaOf(picture)).toEqual(halfLumaPlainly(picture));
      }),
    );
  });

  it('keeps white white', () => expect(halfLumaOf(flat({ width: 4, height: 2 }, [255, 255, 255])).data[0]).toBe(255));
});
