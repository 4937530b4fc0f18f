import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { METRICS } from '../../../src/diff/metrics/registry.ts';
import type { PostprocessContext } from '../../../src/diff/postprocess/postprocessor.ts';
import { POSTPROCESSORS } from '../../../src/diff/postprocess/registry.ts';
import { createFloatMap, type FloatMap, type RgbImage } from '../../../src/imaging/image.ts';
import { rgbToPlanes } from '../../../src/imaging/planes.ts';
import { decodeRgb, jpegOf } from '../../support/encode.ts';
import { drawShapes, flat, gridScene, type Shape, shapeMask, texture } from '../../support/pictures.ts';

const plain = rgbToPlanes(flat({ width: 7, height: 5 }, [9, 9, 9]));
const context: PostprocessContext = { a: plain, b: plain, noticeable: 0.1, amplitude: (value) => value };
const count = (data: Uint8Array) => data.reduce((sum, value) => sum + value, 0);
/** A map of 7 x 5 with these values first. */
const mapOf = (...values: number[]): FloatMap =>
  createFloatMap(
    7,
    5,
    Float32Array.from({ length: 35 }, (_, at) => values[at] ?? 0),
  );
const maps = fc
  .array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 35, maxLength: 35 })
  .map((v) => mapOf(...v));

describe.each(Object.entries(POSTPROCESSORS))('%s', (_, postprocess) => {
  it('sets nothing where all is 0', () => {
    expect(count(postprocess(mapOf(), context).data)).toBe(0);
  });

  it('gives a mask of the size of the map, empty where the map is 0', () => {
    fc.assert(
      fc.property(maps, (map) => {
        const mask = postprocess(map, context);
        expect([mask.width, mask.height]).toEqual([7, 5]);
        expect(mask.data.every((value, pixel) => value === 0 || map.data[pixel] > 0)).toBe(true);
      }),
    );
  });
});

describe('identity', () => {
  it('sets whatever is not 0', () => {
    expect([...POSTPROCESSORS.identity(mapOf(1, 0, 1e-6), context).data.subarray(0, 3)]).toEqual([1, 0, 1]);
  });
});

describe('fixed', () => {
  it('takes the threshold in 255ths, and what people notice when none is given', () => {
    const map = mapOf(0.05, 0.2, 0.5);
    const first = (threshold?: number) =>
      [...POSTPROCESSORS.fixed(map, threshold === undefined ? context : { ...context, threshold }).data].slice(0, 3);
    expect(first(100)).toEqual([0, 0, 1]);
    expect(first(10)).toEqual([1, 1, 1]);
    expect(first()).toEqual([0, 1, 1]);
    expect(first(255)).toEqual([0, 0, 0]);
  });

  it.each([-1, 256, Number.NaN])('refuses the threshold %d', (threshold) => {
    expect(() => POSTPROCESSORS.fixed(mapOf(), { ...context, threshold })).toThrow(RangeError);
  });
});

describe('quantile', () => {
  it('never takes more than the share that is left', () => {
    fc.assert(
      fc.property(maps, fc.double({ min: 0, max: 1, noNaN: true }), (map, quantile) => {
        expect(count(POSTPROCESSORS.quantile(map, { ...context, quantile }).data)).toBeLessThanOrEqual(
          Math.ceil((1 - quantile) * 35),
        );
      }),
    );
  });

  it('takes the 5 % that differ most', () => {
    const map = createFloatMap(
      40,
      25,
      Float32Array.from({ length: 1000 }, (_, at) => at / 1000),
    );
    const mask = POSTPROCESSORS.quantile(map, context);
    expect(count(mask.data)).toBeGreaterThan(48);
    expect(count(mask.data)).toBeLessThan(52);
    expect(mask.data[999]).toBe(1);
  });

  it.each([-0.01, 1.01, Number.NaN])('refuses the quantile %d', (quantile) => {
    expect(() => POSTPROCESSORS.quantile(mapOf(), { ...context, quantile })).toThrow(RangeError);
  });
});

describe('otsu', () => {
  it('parts two heaps of values, and leaves one heap alone', () => {
    const values = Array.from({ length: 35 }, (_, at) => (at < 6 ? 0.7 + at / 100 : 0.1 + at / 1000));
    expect(count(POSTPROCESSORS.otsu(mapOf(...values), context).data)).toBe(6);
    expect(count(POSTPROCESSORS.otsu(mapOf(...Array<number>(35).fill(0.4)), context).data)).toBe(0);
  });
});

describe('dynamic', () => {
  const size = { width: 300, height: 200 };
  const scene = gridScene({ ...size, columns: 4, rows: 3, shapeSize: 30 });
  const waves = texture(size, 'dynamic');
  const shape: Shape = { kind: 'square', centre: { x: 147, y: 64 }, size: 22, colour: [90, 60, 110] };

  function differ(one: RgbImage, other: RgbImage): Uint8Array {
    const [a, b] = [rgbToPlanes(one), rgbToPlanes(other)];
    const { map, noticeable, amplitude } = METRICS.deltaE;
    return POSTPROCESSORS.dynamic(map(a, b), { a, b, noticeable, amplitude }).data;
  }

  describe.each([
    ['drawn shapes', scene],
    ['a busy texture', waves],
  ])('on %s', (_, picture) => {
    it.each([50, 60, 75, 90])('finds nothing in a JPEG copy of quality %i', async (quality) => {
      expect(count(differ(picture, await decodeRgb(await jpegOf(picture, quality))))).toBe(0);
    });

    it.each([60, 90])('finds a new thing in a JPEG copy of quality %i', async (quality) => {
      const mask = differ(picture, await decodeRgb(await jpegOf(drawShapes(picture, [shape]), quality)));
      const truth = shapeMask(shape, size).data;
      const hits = count(mask.filter((value, pixel) => value === 1 && truth[pixel] === 1));
      expect(hits / count(truth)).toBeGreaterThan(0.7);
      expect(hits / count(mask)).toBeGreaterThan(0.5);
    });

    it('finds it all between clean pictures', () => {
      const mask = differ(picture, drawShapes(picture, [shape]));
      const truth = shapeMask(shape, size).data;
      expect(count(mask.filter((value, pixel) => value === 1 && truth[pixel] === 1)) / count(truth)).toBeGreaterThan(
        0.95,
      );
    });
  });

  it('overlooks what people do not see, however clean the pair', () => {
    const ground = flat(size, [120, 120, 120]);
    expect(count(differ(ground, drawShapes(ground, [{ ...shape, colour: [122, 121, 120] }])))).toBe(0);
  });
});
