import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { joinPlane, splitPlane } from '../../../src/diff/preprocess/daubechies.ts';
import { fitLight } from '../../../src/diff/preprocess/light-fit.ts';
import type { PlanePair } from '../../../src/diff/preprocess/preprocessor.ts';
import { PREPROCESSORS } from '../../../src/diff/preprocess/registry.ts';
import type { FloatPlanes, RgbImage } from '../../../src/imaging/image.ts';
import { rgbToPlanes } from '../../../src/imaging/planes.ts';
import { drawShapes, flat, paint, type Shape, texture, withNoise } from '../../support/pictures.ts';

const SIZE = { width: 75, height: 46 };
const picture = texture(SIZE, 'preprocess');
const shapes: Shape[] = [{ kind: 'disc', centre: { x: 30, y: 20 }, size: 14, colour: [250, 20, 20] }];
const pair: PlanePair = [rgbToPlanes(picture), rgbToPlanes(drawShapes(picture, shapes))];

const meanOf = (plane: Float32Array) => plane.reduce((sum, value) => sum + value, 0) / plane.length;
function deviationOf(plane: Float32Array): number {
  const mean = meanOf(plane);
  return Math.sqrt(meanOf(plane.map((value) => (value - mean) ** 2)));
}

const largestGap = (one: FloatPlanes, other: FloatPlanes) =>
  Math.max(...one.planes.flatMap((plane, at) => [...plane].map((value, p) => Math.abs(value - other.planes[at][p]))));

describe.each(Object.entries(PREPROCESSORS))('%s', (_, preprocess) => {
  it('keeps the size, keeps equal pictures equal and leaves what it is given as it was', () => {
    const before = structuredClone(pair);
    const results = preprocess(pair, {});
    for (const { width, height, planes } of results) {
      expect([width, height]).toEqual([75, 46]);
      for (const plane of planes) expect(plane.every(Number.isFinite)).toBe(true);
    }
    expect(pair).toEqual(before);
    const [one, other] = preprocess([pair[0], rgbToPlanes(picture)], {});
    expect(largestGap(one, other)).toBeLessThan(1e-4);
  });

  it('takes a flat picture of a few pixels', () => {
    const tiny = rgbToPlanes(flat({ width: 3, height: 2 }, [9, 90, 200]));
    const [one] = preprocess([tiny, tiny], {});
    for (const plane of one.planes) expect(deviationOf(plane)).toBeLessThan(1e-3);
  });
});

describe('identity', () => {
  it('does nothing', () => {
    expect(PREPROCESSORS.identity(pair, {})).toEqual(pair);
  });
});

describe('normalise', () => {
  it('gives every channel mean 128 and deviation 64', () => {
    for (const { planes } of PREPROCESSORS.normalise(pair, {})) {
      for (const plane of planes) {
        expect(meanOf(plane)).toBeCloseTo(128, 3);
        expect(deviationOf(plane)).toBeCloseTo(64, 3);
      }
    }
  });

  it('makes a picture and its paler copy equal', () => {
    const pale = pair[0].planes.map((plane) => plane.map((value) => 0.5 * value + 70));
    const [one, other] = PREPROCESSORS.normalise([pair[0], { ...SIZE, planes: [pale[0], pale[1], pale[2]] }], {});
    expect(largestGap(one, other)).toBeLessThan(1e-2);
  });
});

describe('lowpass and highpass', () => {
  const wave = (period: number): RgbImage =>
    paint({ width: 240, height: 40 }, (x) => {
      const value = Math.round(128 + 100 * Math.cos((2 * Math.PI * (x + 0.5)) / period));
      return [value, value, value];
    });
  /** How much of a wave along x is left away from the ends. */
  function share(kind: 'lowpass' | 'highpass', period: number, cutoff: number): number {
    const planes = rgbToPlanes(wave(period));
    const [{ planes: filtered }] = PREPROCESSORS[kind]([planes, planes], { cutoff });
    const row = (plane: Float32Array) => plane.slice(20 * 240 + 60, 20 * 240 + 180);
    return deviationOf(row(filtered[0])) / deviationOf(row(planes.planes[0]));
  }

  it('add up to the picture', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.02, max: 1, noNaN: true }), (cutoff) => {
        const [low] = PREPROCESSORS.lowpass(pair, { cutoff });
        const [high] = PREPROCESSORS.highpass(pair, { cutoff });
        const sum = low.planes.map((plane, channel) =>
          plane.map((value, at) => value + high.planes[channel][at] - 128),
        );
        expect(largestGap({ ...SIZE, planes: [sum[0], sum[1], sum[2]] }, pair[0])).toBeLessThan(1e-3);
      }),
      { numRuns: 10 },
    );
  });

  it('pass one half at the cut-off: a tenth of half a cycle a pixel is a period of 20 pixels', () => {
    expect(share('lowpass', 20, 0.1)).toBeCloseTo(0.5, 1);
    expect(share('highpass', 20, 0.1)).toBeCloseTo(0.5, 1);
  });

  it('part slow waves from fast ones', () => {
    expect(share('lowpass', 120, 0.1)).toBeGreaterThan(0.95);
    expect(share('lowpass', 6, 0.1)).toBeLessThan(0.01);
    expect(share('highpass', 120, 0.1)).toBeLessThan(0.05);
    expect(share('highpass', 6, 0.1)).toBeGreaterThan(0.95);
  });

  it('do not carry a change from one side to the other', () => {
    const [ground, edge] = [flat(SIZE, [100, 100, 100]), flat(SIZE, [100, 100, 100])];
    for (let y = 0; y < 46; y++) edge.data.fill(250, y * 75 * 3, (y * 75 + 4) * 3);
    const [one, other] = PREPROCESSORS.highpass([rgbToPlanes(ground), rgbToPlanes(edge)], {});
    expect(Math.abs(one.planes[0][20 * 75 + 74] - other.planes[0][20 * 75 + 74])).toBeLessThan(0.1);
    expect(Math.abs(one.planes[0][20 * 75] - other.planes[0][20 * 75])).toBeGreaterThan(20);
  });

  it.each([0, -0.1, 1.01, Number.NaN])('refuse the cut-off %d', (cutoff) => {
    expect(() => PREPROCESSORS.lowpass(pair, { cutoff })).toThrow(RangeError);
    expect(() => PREPROCESSORS.highpass(pair, { cutoff })).toThrow(RangeError);
  });
});

describe('wavelet', () => {
  const blocks = fc
    .record({ columns: fc.integer({ min: 1, max: 4 }), rows: fc.integer({ min: 1, max: 4 }) })
    .chain(({ columns, rows }) => {
      const [width, height] = [columns * 8, rows * 8];
      const values = fc.array(fc.integer({ min: -255, max: 255 }), {
        minLength: width * height,
        maxLength: width * height,
      });
      return values.map((each) => ({ width, height, plane: Float64Array.from(each) }));
    });
  const energy = (plane: Float64Array) => plane.reduce((sum, value) => sum + value ** 2, 0);

  it('can be undone, and keeps the energy', () => {
    fc.assert(
      fc.property(blocks, fc.integer({ min: 0, max: 3 }), ({ width, height, plane }, levels) => {
        const split = plane.slice();
        splitPlane(split, width, height, levels);
        expect(Math.abs(energy(split) - energy(plane))).toBeLessThan(1e-6 * (1 + energy(plane)));
        joinPlane(split, width, height, levels);
        expect(Math.max(...split.map((value, at) => Math.abs(value - plane[at])))).toBeLessThan(1e-8);
      }),
    );
  });

  it('finds no detail in even shade, and some at an edge', () => {
    const shade = rgbToPlanes(paint({ width: 120, height: 90 }, (x, y) => [x + y, 2 * x, 2 * y]));
    const edge = rgbToPlanes(paint({ width: 120, height: 90 }, (x) => [x < 57 ? 20 : 220, 9, 9]));
    const [{ planes: smooth }, { planes: sharp }] = PREPROCESSORS.wavelet([shade, edge], {});
    const middle = 45 * 120 + 60;
    expect(Math.abs(smooth[0][middle] - 128)).toBeLessThan(1e-3);
    expect(Math.max(...sharp[0])).toBeGreaterThan(160);
    expect(sharp[1].every((value) => Math.abs(value - 128) < 1e-3)).toBe(true);
  });
});

describe('photometric', () => {
  const size = { width: 160, height: 120 };
  const scene = texture(size, 'light');
  const things: Shape[] = [
    { kind: 'disc', centre: { x: 40, y: 40 }, size: 40, colour: [250, 250, 250] },
    { kind: 'square', centre: { x: 120, y: 80 }, size: 40, colour: [0, 0, 0] },
  ];
  const inLight = (image: RgbImage, gain: number, offset: number): RgbImage => ({
    ...image,
    data: image.data.map((value) => Math.min(255, Math.max(0, Math.round(value * gain + offset)))),
  });

  it.each([
    [1.06, 3],
    [0.8, 20],
    [1, -30],
    [1.3, -10],
  ])('undoes a gain of %d and an offset of %d, whatever else changed and however noisy', (gain, offset) => {
    const other = withNoise(inLight(drawShapes(scene, things), gain, offset), 3, 'scan');
    const [a, b] = [rgbToPlanes(scene), rgbToPlanes(other)];
    a.planes.forEach((plane, channel) => {
      const fit = fitLight(plane, b.planes[channel]);
      for (const level of [60, 120, 180]) {
        expect(Math.abs(fit.gain * (gain * level + offset) + fit.offset - level)).toBeLessThan(1.5);
      }
    });
  });

  it('matches the grey paper of a scan to white paper', () => {
    const page = drawShapes(flat(size, [255, 255, 255]), [{ ...things[1], size: 60 }]);
    const [, matched] = PREPROCESSORS.photometric([rgbToPlanes(page), rgbToPlanes(inLight(page, 0.9, 8))], {});
    expect(largestGap(matched, rgbToPlanes(page))).toBeLessThan(2);
  });

  it('leaves equal pictures to the bit, and does not follow unrelated ones far', () => {
    expect(PREPROCESSORS.photometric([pair[0], pair[0]], {})[1]).toEqual(pair[0]);
    const inverted = pair[0].planes[0].map((value) => 255 - value);
    const { gain } = fitLight(pair[0].planes[0], inverted);
    expect(gain).toBeGreaterThanOrEqual(0.4);
    expect(gain).toBeLessThanOrEqual(2.5);
  });
});
