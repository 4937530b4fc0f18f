import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type ComplexMap,
  createComplexMap,
  fourierTransform,
  inverseFourierTransform,
  nextPowerOfTwo,
} from '../../src/imaging/fourier.ts';

const maps = fc.tuple(fc.constantFrom(1, 2, 4, 8, 16), fc.constantFrom(1, 2, 4, 8, 32)).chain(([width, height]) => {
  const values = fc.array(fc.integer({ min: -50, max: 50 }), { minLength: width * height, maxLength: width * height });
  return fc.tuple(values, values).map(([real, imaginary]) => {
    const map = createComplexMap(width, height);
    map.real.set(real);
    map.imaginary.set(imaginary);
    return map;
  });
});

const copy = (map: ComplexMap): ComplexMap => ({ ...map, real: map.real.slice(), imaginary: map.imaginary.slice() });

/** One frequency as the definition says it. */
function directFrequency({ width, height, real, imaginary }: ComplexMap, u: number, v: number): [number, number] {
  let [sumReal, sumImaginary] = [0, 0];
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const angle = -2 * Math.PI * ((u * x) / width + (v * y) / height);
      const [cosine, sine, at] = [Math.cos(angle), Math.sin(angle), y * width + x];
      sumReal += real[at] * cosine - imaginary[at] * sine;
      sumImaginary += real[at] * sine + imaginary[at] * cosine;
    }
  }
  return [sumReal, sumImaginary];
}

describe('fourierTransform', () => {
  it('is the sum that defines it, at every frequency', () => {
    fc.assert(
      fc.property(maps, fc.nat(), (map, pick) => {
        const transformed = copy(map);
        fourierTransform(transformed);
        const at = pick % map.real.length;
        const [real, imaginary] = directFrequency(map, at % map.width, Math.floor(at / map.width));
        expect(transformed.real[at]).toBeCloseTo(real, 6);
        expect(transformed.imaginary[at]).toBeCloseTo(imaginary, 6);
      }),
    );
  });

  it('is undone by its inverse', () => {
    fc.assert(
      fc.property(maps, (map) => {
        const there = copy(map);
        fourierTransform(there);
        inverseFourierTransform(there);
        there.real.forEach((value, at) => {
          expect(value).toBeCloseTo(map.real[at], 8);
          expect(there.imaginary[at]).toBeCloseTo(map.imaginary[at], 8);
        });
      }),
    );
  });

  it('puts a wave across on the first row, at its frequency and its negative one', () => {
    const map = createComplexMap(16, 8);
    for (let at = 0; at < map.real.length; at++) map.real[at] = Math.cos((2 * Math.PI * 3 * (at % 16)) / 16);
    fourierTransform(map);
    const high = Array.from(map.real.keys()).filter((at) => Math.hypot(map.real[at], map.imaginary[at]) > 1e-9);
    expect(high).toEqual([3, 13]);
    expect(map.real[3]).toBeCloseTo(64);
  });
});

describe('createComplexMap', () => {
  it.each([
    [12, 8],
    [8, 12],
    [0, 8],
    [8, 1.5],
  ])('refuses sides that are no powers of two: %d x %d', (width, height) => {
    expect(() => createComplexMap(width, height)).toThrow(`received ${width} x ${height}`);
  });
});

describe('nextPowerOfTwo', () => {
  it.each([
    [1, 1],
    [2, 2],
    [3, 4],
    [64, 64],
    [65, 128],
  ])('takes %d to %d', (value, power) => expect(nextPowerOfTwo(value)).toBe(power));
});
