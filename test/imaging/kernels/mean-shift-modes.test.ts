import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rgbToLuv } from '../../../src/imaging/colour.ts';
import { createRgbImage } from '../../../src/imaging/image.ts';
import { EXACT_WALK, meanShiftModes, QUICK_WALK } from '../../../src/imaging/kernels/mean-shift-modes.ts';
import { meanShiftModesPlainly } from '../../../src/imaging/kernels/mean-shift-modes-plainly.ts';
import { flat, paint, texture, withNoise } from '../../support/pictures.ts';

const WINDOW = { spatialRadius: 6, rangeRadius: 4.5 };

describe('meanShiftModes', () => {
  it('gives every pixel of a plain part that part’s own colour', () => {
    const luv = rgbToLuv(paint({ width: 40, height: 30 }, (x) => (x < 15 ? [200, 60, 60] : [60, 60, 200])));
    const modes = meanShiftModes(luv, WINDOW);
    expect(modes).toHaveLength(40 * 30 * 3);
    const worst = modes.reduce((most, value, at) => {
      return Math.max(most, Math.abs(value - luv.planes[at % 3][Math.floor(at / 3)]));
    }, 0);
    expect(worst).toBeLessThan(1e-3);
  });

  it('takes the noise out: the modes of a noisy plane differ far less than its pixels', () => {
    const luv = rgbToLuv(withNoise(flat({ width: 40, height: 30 }, [120, 130, 140]), 4, 'noise'));
    const modes = meanShiftModes(luv, WINDOW);
    const deviation = (values: Float32Array) => {
      const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
      return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
    };
    const lightness = modes.filter((_, at) => at % 3 === 0);
    expect(deviation(lightness)).toBeLessThan(deviation(luv.planes[0]) / 3);
  });
});

describe('the twins', () => {
  it('give the same bits on a busy texture', () => {
    const luv = rgbToLuv(texture({ width: 53, height: 37 }, 'twins'));
    expect(meanShiftModes(luv, WINDOW)).toEqual(meanShiftModesPlainly(luv, WINDOW));
  });

  it('give the same bits on bright noise, where lightness counts more', () => {
    const luv = rgbToLuv(withNoise(flat({ width: 31, height: 23 }, [190, 200, 180]), 6, 'bright'));
    expect(meanShiftModes(luv, WINDOW)).toEqual(meanShiftModesPlainly(luv, WINDOW));
  });

  it('give the same bits whatever the picture and the window', () => {
    const pictures = fc
      .record({ width: fc.integer({ min: 1, max: 13 }), height: fc.integer({ min: 1, max: 9 }) })
      .chain(({ width, height }) =>
        fc
          .uint8Array({ minLength: width * height * 3, maxLength: width * height * 3 })
          .map((bytes) => createRgbImage(width, height, bytes)),
      );
    const windows = fc.record({
      spatialRadius: fc.float({ min: 0.5, max: 9, noNaN: true }),
      rangeRadius: fc.float({ min: 0.5, max: 90, noNaN: true }),
      walk: fc.constantFrom(EXACT_WALK, QUICK_WALK),
    });
    fc.assert(
      fc.property(pictures, windows, (picture, window) => {
        const luv = rgbToLuv(picture);
        expect(meanShiftModes(luv, window)).toEqual(meanShiftModesPlainly(luv, window));
      }),
      { numRuns: 60 },
    );
  });
});
