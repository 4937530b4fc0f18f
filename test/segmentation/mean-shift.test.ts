import { existsSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { rgbToLuv } from '../../src/imaging/colour.ts';
import { labelComponents } from '../../src/imaging/components.ts';
import { distanceToSet } from '../../src/imaging/distance.ts';
import { createMask, type LabelMap, type Mask } from '../../src/imaging/image.ts';
import { meanShift, meanShiftFilter } from '../../src/segmentation/mean-shift.ts';
import { DEFAULT_MEAN_SHIFT } from '../../src/segmentation/mean-shift-options.ts';
import { decodeRgb } from '../support/encode.ts';
import { flat, paint, texture, withNoise } from '../support/pictures.ts';

const GOLDEN_FOLDER = new URL('../../../shared/golden/mean-shift/', import.meta.url);

function areasOf({ data, count }: LabelMap): number[] {
  const areas = new Array<number>(count).fill(0);
  for (const label of data) areas[label]++;
  return areas;
}

/** Labels run from 0 to count - 1, all are used, and the pixels of each hang together. */
function expectSound(labels: LabelMap): void {
  const areas = areasOf(labels);
  expect(areas).toHaveLength(labels.count);
  expect(Math.min(...areas)).toBeGreaterThan(0);
  for (let label = 0; label < labels.count; label++) {
    const mask = createMask(
      labels.width,
      labels.height,
      Uint8Array.from(labels.data, (each) => (each === label ? 1 : 0)),
    );
    expect(labelComponents(mask).components).toHaveLength(1);
  }
}

/** Patches of random colours: any picture, as far as segmentation is concerned. */
const patchworks = fc
  .record({
    width: fc.integer({ min: 1, max: 40 }),
    height: fc.integer({ min: 1, max: 30 }),
    cell: fc.integer({ min: 1, max: 12 }),
    colours: fc.uint8Array({ minLength: 24, maxLength: 24 }),
  })
  .map(({ width, height, cell, colours }) =>
    paint({ width, height }, (x, y) => {
      const at = ((Math.floor(x / cell) * 3 + Math.floor(y / cell) * 5) % 8) * 3;
      return [colours[at], colours[at + 1], colours[at + 2]];
    }),
  );

describe('meanShiftFilter', () => {
  it('gives every pixel of a plain part that part’s own colour', () => {
    const luv = rgbToLuv(paint({ width: 40, height: 30 }, (x) => (x < 15 ? [200, 60, 60] : [60, 60, 200])));
    const modes = meanShiftFilter(luv, DEFAULT_MEAN_SHIFT);
    expect(modes).toHaveLength(40 * 30 * 3);
    const worst = modes.reduce((most, value, at) => {
      return Math.max(most, Math.abs(value - luv.planes[at % 3][Math.floor(at / 3)]));
    }, 0);
    expect(worst).toBeLessThan(1e-3);
  });

  it('takes the noise out: the modes of a noisy plane differ far less than its pixels', () => {
    const luv = rgbToLuv(withNoise(flat({ width: 40, height: 30 }, [120, 130, 140]), 4, 'noise'));
    const modes = meanShiftFilter(luv, DEFAULT_MEAN_SHIFT);
    const deviation = (values: Float32Array) => {
      const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
      return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
    };
    const lightness = modes.filter((_, at) => at % 3 === 0);
    expect(deviation(lightness)).toBeLessThan(deviation(luv.planes[0]) / 3);
  });
});

describe('meanShift', () => {
  it('sees one region in a plain picture, with noise or without', () => {
    const plain = flat({ width: 70, height: 50 }, [120, 130, 140]);
    expect(meanShift(plain).count).toBe(1);
    expect(meanShift(withNoise(plain, 3, 'noise')).count).toBe(1);
  });

  it('sees two regions in two plain halves, with the border where it is', () => {
    const halves = paint({ width: 70, height: 50 }, (x) => (x < 30 ? [200, 60, 60] : [60, 60, 200]));
    const labels = meanShift(halves);
    expect(labels.count).toBe(2);
    labels.data.forEach((label, pixel) => {
      expect(label).toBe(pixel % 70 < 30 ? 0 : 1);
    });
  });

  it('keeps apart what is alike but does not touch', () => {
    const stripes = paint({ width: 60, height: 40 }, (x) => (x >= 20 && x < 40 ? [60, 60, 200] : [200, 60, 60]));
    expect(areasOf(meanShift(stripes))).toEqual([800, 800, 800]);
  });

  it('joins regions below the minimum density to a neighbour, and keeps those that reach it', () => {
    const spots = (side: number) =>
      paint({ width: 60, height: 40 }, (x, y) =>
        x >= 20 && x < 20 + side && y >= 10 && y < 10 + side ? [250, 250, 20] : [30, 30, 120],
      );
    expect(meanShift(spots(7)).count).toBe(1);
    expect(areasOf(meanShift(spots(8)))).toEqual([60 * 40 - 64, 64]);
  });

  it('gives contiguous labels of connected pixels, none below the minimum density, the same every time', () => {
    fc.assert(
      fc.property(patchworks, (image) => {
        const labels = meanShift(image);
        expectSound(labels);
        const pixels = image.width * image.height;
        if (labels.count > 1)
          expect(Math.min(...areasOf(labels))).toBeGreaterThanOrEqual(DEFAULT_MEAN_SHIFT.minDensity);
        if (pixels < DEFAULT_MEAN_SHIFT.minDensity) expect(labels.count).toBe(1);
        expect(meanShift(image).data).toEqual(labels.data);
      }),
      { numRuns: 40 },
    );
  });

  it('stays sound on a busy texture', () => {
    const labels = meanShift(texture({ width: 160, height: 110 }, 'busy'));
    expect(labels.count).toBeGreaterThan(3);
    expectSound(labels);
  });

  it('follows its options: a wider range gives fewer regions', () => {
    const image = texture({ width: 120, height: 90 }, 'range');
    const count = (rangeRadius: number) => meanShift(image, { ...DEFAULT_MEAN_SHIFT, rangeRadius }).count;
    expect(count(4)).toBeGreaterThan(count(12));
    expect(count(200)).toBe(1);
  });
});

/** Pixels with another label to the right or below. */
function boundaryOf({ width, height, data }: { width: number; height: number; data: ArrayLike<number> }): Mask {
  const mask = createMask(width, height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const pixel = y * width + x;
      const differs =
        (x + 1 < width && data[pixel] !== data[pixel + 1]) || (y + 1 < height && data[pixel] !== data[pixel + width]);
      mask.data[pixel] = differs ? 1 : 0;
    }
  }
  return mask;
}

/** Share of the boundary pixels of `one` that have a boundary pixel of `other` within 2 pixels. */
function shareNear(one: Mask, other: Mask): number {
  const distance = distanceToSet(other).data;
  let [near, all] = [0, 0];
  one.data.forEach((value, pixel) => {
    if (!value) return;
    all++;
    if (distance[pixel] <= 2) near++;
  });
  return near / all;
}

async function decodeLabels(file: URL) {
  const { data, info } = await sharp(readFileSync(file))
    .toColourspace('grey16')
    .raw({ depth: 'ushort' })
    .toBuffer({ resolveWithObject: true });
  const bytes = new Uint8Array(data);
  return { width: info.width, height: info.height, data: new Uint16Array(bytes.buffer) };
}

interface GoldenResult {
  readonly input: string;
  readonly labels: string;
  readonly spatialRadius: number;
  readonly rangeRadius: number;
  readonly minDensity: number;
  readonly speedup: string;
  readonly regions: number;
}

describe('meanShift beside the reference implementation', () => {
  const index = new URL('index.json', GOLDEN_FOLDER);
  const results = existsSync(index)
    ? (JSON.parse(readFileSync(index, 'utf8')) as { results: GoldenResult[] }).results
    : [];
  const chosen = results.filter(
    ({ input, speedup, spatialRadius, rangeRadius }) =>
      speedup === 'none' && spatialRadius === 6 && rangeRadius === 4.5 && ['park.png', 'street.png'].includes(input),
  );

  it('has reference results to compare with', (test) => {
    if (chosen.length === 0) test.skip('skipped: the reference results of mean shift are not on this machine');
    expect(chosen).toHaveLength(2);
  });

  it.each(chosen)('draws nearly the same borders on $input', async (golden) => {
    const image = await decodeRgb(readFileSync(new URL(golden.input, GOLDEN_FOLDER)));
    const labels = meanShift(image, golden);
    const [ours, theirs] = [labels, await decodeLabels(new URL(golden.labels, GOLDEN_FOLDER))].map(boundaryOf);
    const [precision, recall] = [shareNear(ours, theirs), shareNear(theirs, ours)];
    expect((2 * precision * recall) / (precision + recall)).toBeGreaterThanOrEqual(0.8);
    expect(Math.abs(labels.count / golden.regions - 1)).toBeLessThanOrEqual(0.4);
  });
});
