import { converter, differenceCiede2000 } from 'culori';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  ciede2000,
  linearToOkLab,
  linearToSrgbByte,
  okLabToLinear,
  rgbToLabInto,
  rgbToLuv,
  SRGB_TO_LINEAR,
} from '../../src/imaging/colour.ts';
import { createRgbImage } from '../../src/imaging/image.ts';
import { colours } from '../support/arbitraries.ts';

type Bytes = readonly [number, number, number];

const asRgb = ([red, green, blue]: Bytes) => ({ mode: 'rgb' as const, r: red / 255, g: green / 255, b: blue / 255 });
const toLab = converter('lab65');
const toXyz = converter('xyz65');
const toOkLab = converter('oklab');
const toLinear = converter('lrgb');

function luvOf(...pixels: readonly Bytes[]): number[][] {
  const { planes } = rgbToLuv(createRgbImage(pixels.length, 1, Uint8Array.from(pixels.flat())));
  return pixels.map((_, pixel) => planes.map((plane) => plane[pixel]));
}

function labOf([red, green, blue]: Bytes): Float64Array {
  const lab = new Float64Array(3);
  rgbToLabInto(red, green, blue, lab);
  return lab;
}

const linearOf = ([red, green, blue]: Bytes) =>
  [SRGB_TO_LINEAR[red], SRGB_TO_LINEAR[green], SRGB_TO_LINEAR[blue]] as const;

/** CIE 1976 L*u*v* of linear light by its textbook formula for D65. The library's own `luv` is for D50. */
function referenceLuv(bytes: Bytes): number[] {
  const { x, y, z } = toXyz({ ...asRgb(bytes), mode: 'lrgb' });
  const white = toXyz({ mode: 'rgb', r: 1, g: 1, b: 1 });
  const sum = x + 15 * y + 3 * z;
  if (sum === 0) return [0, 0, 0];
  const whiteSum = white.x + 15 * white.y + 3 * white.z;
  const l = y > (6 / 29) ** 3 ? 116 * Math.cbrt(y) - 16 : (29 / 3) ** 3 * y;
  return [l, 13 * l * ((4 * x) / sum - (4 * white.x) / whiteSum), 13 * l * ((9 * y) / sum - (9 * white.y) / whiteSum)];
}

function expectClose(received: ArrayLike<number>, expected: ArrayLike<number>, tolerance: number): void {
  for (let at = 0; at < expected.length; at++) {
    expect(Math.abs(received[at] - expected[at]), `${Array.from(received)} vs ${Array.from(expected)}`).toBeLessThan(
      tolerance,
    );
  }
}

describe('the sRGB curve', () => {
  it('gives back every byte', () => {
    for (let byte = 0; byte < 256; byte++) expect(linearToSrgbByte(SRGB_TO_LINEAR[byte])).toBe(byte);
  });

  it('is the library’s', () => {
    for (let byte = 0; byte < 256; byte++) {
      expect(SRGB_TO_LINEAR[byte]).toBeCloseTo(toLinear(asRgb([byte, 0, 0])).r, 7);
    }
  });

  it.each([
    [-0.5, 0],
    [1.5, 255],
  ])('clamps %s to %s', (linear, byte) => {
    expect(linearToSrgbByte(linear)).toBe(byte);
  });
});

describe('rgbToLuv', () => {
  it('knows the primaries (Lindbloom’s values for D65)', () => {
    const [red, green, blue, white, black] = luvOf([255, 0, 0], [0, 255, 0], [0, 0, 255], [255, 255, 255], [0, 0, 0]);
    expectClose(red, [53.2408, 175.015, 37.7564], 0.05);
    expectClose(green, [87.7347, -83.0776, 107.3985], 0.05);
    expectClose(blue, [32.297, -9.4054, -130.3423], 0.05);
    expectClose(white, [100, 0, 0], 0.05);
    expect(black).toEqual([0, 0, 0]);
  });

  it('takes bytes as linear light', () => {
    expect(luvOf([51, 51, 51])[0][0]).toBeCloseTo(116 * Math.cbrt(0.2) - 16, 4);
  });

  it('agrees with the library for any colour', () => {
    fc.assert(fc.property(colours(), (colour) => expectClose(luvOf(colour)[0], referenceLuv(colour), 0.05)));
  });

  it('keeps pixels in their places', () => {
    const image = createRgbImage(2, 3);
    image.data.set([255, 255, 255], 5 * 3);
    expect(Array.from(rgbToLuv(image).planes[0], Math.round)).toEqual([0, 0, 0, 0, 0, 100]);
  });
});

describe('rgbToLabInto', () => {
  it('agrees with the library for any colour', () => {
    fc.assert(
      fc.property(colours(), (colour) => {
        const { l, a, b } = toLab(asRgb(colour));
        expectClose(labOf(colour), [l, a, b], 0.05);
      }),
    );
  });

  it('writes at the place it is told', () => {
    const lab = new Float64Array(7).fill(-1);
    rgbToLabInto(255, 255, 255, lab, 3);
    expectClose(lab, [-1, -1, -1, 100, 0, 0, -1], 0.05);
  });
});

describe('OkLab', () => {
  it('agrees with the library for any colour', () => {
    fc.assert(
      fc.property(colours(), (colour) => {
        const { l, a, b } = linearToOkLab(...linearOf(colour));
        const reference = toOkLab(asRgb(colour));
        expectClose([l, a, b], [reference.l, reference.a, reference.b], 1e-4);
      }),
    );
  });

  it('comes back to the very byte', () => {
    fc.assert(
      fc.property(colours(), (colour) => {
        expect(okLabToLinear(linearToOkLab(...linearOf(colour))).map(linearToSrgbByte)).toEqual(colour);
      }),
    );
  });
});

/** From the table of 34 pairs in Sharma, Wu & Dalal 2005: number, L a b, L a b, distance. */
const SHARMA: readonly (readonly number[])[] = [
  [1, 50, 2.6772, -79.7751, 50, 0, -82.7485, 2.0425],
  [4, 50, -1.3802, -84.2814, 50, 0, -82.7485, 1.0],
  // A grey has no hue.
  [7, 50, 0, 0, 50, -1, 2, 2.3669],
  // The next six straddle the jumps of the mean hue.
  [9, 50, 2.49, -0.001, 50, -2.49, 0.0009, 7.1792],
  [10, 50, 2.49, -0.001, 50, -2.49, 0.001, 7.1792],
  [11, 50, 2.49, -0.001, 50, -2.49, 0.0011, 7.2195],
  [13, 50, -0.001, 2.49, 50, 0.0009, -2.49, 4.8045],
  [15, 50, -0.001, 2.49, 50, 0.0011, -2.49, 4.7461],
  [16, 50, 2.5, 0, 50, 0, -2.5, 4.3065],
  [17, 50, 2.5, 0, 73, 25, -18, 27.1492],
  [20, 50, 2.5, 0, 58, 24, 15, 19.4535],
  [25, 60.2574, -34.0099, 36.2677, 60.4626, -34.1751, 39.4387, 1.2644],
  [28, 35.0831, -44.1164, 3.7933, 35.0232, -40.0716, 1.5901, 1.8645],
  [30, 36.4612, 47.858, 18.3852, 36.2715, 50.5065, 21.2231, 1.4146],
  [33, 6.7747, -0.2908, -2.4247, 5.8714, -0.0985, -2.2286, 0.6377],
  [34, 2.0776, 0.0795, -1.135, 0.9033, -0.0636, -0.5514, 0.9082],
];

describe('ciede2000', () => {
  it.each(SHARMA)('gives pair %i of Sharma’s table its distance', (_, l1, a1, b1, l2, a2, b2, distance) => {
    expect(ciede2000(l1, a1, b1, l2, a2, b2)).toBeCloseTo(distance, 4);
    expect(ciede2000(l2, a2, b2, l1, a1, b1)).toBeCloseTo(distance, 4);
  });

  it('agrees with the library for any two colours', () => {
    const reference = differenceCiede2000();
    fc.assert(
      fc.property(colours(), colours(), (one, other) => {
        const [labOne, labOther] = [labOf(one), labOf(other)];
        const [a, b] = [labOne, labOther].map((lab) => ({ mode: 'lab65' as const, l: lab[0], a: lab[1], b: lab[2] }));
        const received = ciede2000(labOne[0], labOne[1], labOne[2], labOther[0], labOther[1], labOther[2]);
        expect(received).toBeCloseTo(reference(a, b), 3);
      }),
    );
  });

  it('is 0 for equal colours and 100 between black and white', () => {
    fc.assert(
      fc.property(colours(), (colour) => {
        const [l, a, b] = labOf(colour);
        expect(ciede2000(l, a, b, l, a, b)).toBe(0);
      }),
    );
    expect(ciede2000(0, 0, 0, 100, 0, 0)).toBeCloseTo(100, 5);
  });
});
