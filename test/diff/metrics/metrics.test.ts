import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { MetricKind } from '../../../src/diff/metrics/metric.ts';
import { diceOf, jaccardOf, overlapOf } from '../../../src/diff/metrics/overlap.ts';
import { METRICS } from '../../../src/diff/metrics/registry.ts';
import { type SimilarityOptions, similarityMap } from '../../../src/diff/metrics/similarity.ts';
import type { FloatPlanes } from '../../../src/imaging/image.ts';
import { rgbToPlanes } from '../../../src/imaging/planes.ts';
import { masks } from '../../support/arbitraries.ts';
import { drawShapes, flat, texture, withNoise } from '../../support/pictures.ts';
import { goldenJson, goldenPair } from '../golden-pictures.ts';

interface GoldenGradient {
  readonly score: number;
  readonly gradient: readonly number[];
}

interface Golden {
  readonly small: {
    readonly step: number;
    readonly mse: number;
    readonly psnr: number;
    readonly ssimMap: readonly number[];
    readonly ssimMapSampleCovariance: readonly number[];
    readonly gradients: Record<'mse' | 'psnr' | 'ssim', GoldenGradient>;
  };
  readonly large: { readonly step: number; readonly gradients: Record<'ms-ssim', GoldenGradient> };
}

const golden = goldenJson<Golden>('metrics.json');
const [smallA, smallB] = (await goldenPair('small')).map(rgbToPlanes);
const [largeA, largeB] = (await goldenPair('large')).map(rgbToPlanes);

const everyStep = (planes: readonly Float32Array[], step: number) =>
  planes.flatMap((plane) => [...plane]).filter((_, at) => at % step === 0);

function largestGap(values: readonly number[], reference: readonly number[]): number {
  expect(values).toHaveLength(reference.length);
  return Math.max(...values.map((value, at) => Math.abs(value - reference[at])));
}

function ssimMaps(options: SimilarityOptions): Float32Array[] {
  return smallA.planes.map((plane, channel) =>
    similarityMap(plane, smallB.planes[channel], smallA.width, smallA.height, options),
  );
}

describe('scores and maps against scikit-image', () => {
  it('measures MSE and PSNR', () => {
    expect(METRICS.mse.measure(smallA, smallB)).toBeCloseTo(golden.small.mse, 6);
    expect(METRICS.psnr.measure(smallA, smallB)).toBeCloseTo(golden.small.psnr, 6);
  });

  it('maps SSIM on the image grid, border included', () => {
    const { step, ssimMap, ssimMapSampleCovariance } = golden.small;
    expect(largestGap(everyStep(ssimMaps({ luminance: true }), step), ssimMap)).toBeLessThan(1e-6);
    const sampled = everyStep(ssimMaps({ luminance: true, sampleCovariance: true }), step);
    expect(largestGap(sampled, ssimMapSampleCovariance)).toBeLessThan(1e-6);
    expect(largestGap(sampled, ssimMap)).toBeGreaterThan(1e-4);
  });

  it('shows the dissimilarity of the channel that differs most', () => {
    const maps = ssimMaps({ luminance: true });
    const expected = Array.from(maps[0], (_, pixel) => (1 - Math.min(...maps.map((map) => map[pixel]))) / 2);
    expect(largestGap([...METRICS.ssim.map(smallA, smallB).data], expected)).toBeLessThan(1e-6);
  });
});

describe('scores and gradients against torch', () => {
  const cases = [
    ...Object.entries(golden.small.gradients).map(([kind, reference]) => ({
      ...{ kind: kind as MetricKind, reference, a: smallA, b: smallB, step: golden.small.step },
    })),
    {
      ...{ kind: 'ms-ssim' as const, reference: golden.large.gradients['ms-ssim'], a: largeA, b: largeB },
      step: golden.large.step,
    },
  ];
  it.each(cases)('$kind', ({ kind, reference, a, b, step }) => {
    const { measure, gradient } = METRICS[kind];
    expect(measure(a, b)).toBeCloseTo(reference.score, 6);
    const largest = Math.max(...reference.gradient.map(Math.abs));
    const values = everyStep(gradient?.(a, b).planes ?? [], step);
    expect(largestGap(values, reference.gradient) / largest).toBeLessThan(5e-6);
  });
});

const SIZE = { width: 200, height: 177 };
const picture = texture(SIZE, 'metrics');
const changed = drawShapes(picture, [{ kind: 'disc', centre: { x: 60, y: 50 }, size: 30, colour: [240, 240, 30] }]);
const [a, b, c] = [picture, changed, withNoise(picture, 9, 'other')].map(rgbToPlanes);
const grown = (planes: FloatPlanes): FloatPlanes => ({ ...planes, planes: [...planes.planes] });

describe.each(Object.entries(METRICS))('%s', (_, metric) => {
  it('says that equal pictures are equal, everywhere', () => {
    expect(metric.measure(a, grown(a))).toBe(metric.identical);
    expect(metric.map(a, grown(a)).data.every((value) => value === 0)).toBe(true);
    for (const plane of metric.gradient?.(a, grown(a)).planes ?? []) {
      expect(plane.every((value) => value === 0)).toBe(true);
    }
  });

  it('does not care which picture is first', () => {
    expect(metric.measure(b, c)).toBeCloseTo(metric.measure(c, b), 9);
    const other = metric.map(c, b).data;
    expect(metric.map(b, c).data.every((value, pixel) => value === other[pixel])).toBe(true);
  });

  it('maps to 0 .. 1, and shows the change where it is', () => {
    const { width, height, data } = metric.map(a, b);
    expect([width, height]).toEqual([200, 177]);
    expect(data.every((value) => value >= 0 && value <= 1)).toBe(true);
    const strongest = data.indexOf(Math.max(...data));
    expect(Math.hypot((strongest % 200) - 60, Math.floor(strongest / 200) - 50)).toBeLessThan(25);
    expect(data[50 * 200 + 60]).toBeGreaterThan(metric.noticeable);
  });

  it('keeps to 0 .. 1 between black and white, and holds no NaN', () => {
    const [black, white] = [flat(SIZE, [0, 0, 0]), flat(SIZE, [255, 255, 255])].map(rgbToPlanes);
    const planes = [metric.map(black, white).data, ...(metric.gradient?.(black, white).planes ?? [])];
    for (const plane of planes) expect(plane.every(Number.isFinite)).toBe(true);
    expect(Math.max(...planes[0])).toBeLessThanOrEqual(1);
    expect(Math.max(...planes[0])).toBeGreaterThan(0.4);
  });

  it('has an amplitude that is 0 for 0 and rises', () => {
    expect(metric.amplitude(0)).toBe(0);
    expect(metric.amplitude(0.2)).toBeLessThan(metric.amplitude(0.3));
  });

  it('refuses pictures of different sizes', () => {
    const other = rgbToPlanes(flat({ width: 177, height: 200 }, [1, 2, 3]));
    expect(() => metric.measure(a, other)).toThrow(RangeError);
    expect(() => metric.map(a, other)).toThrow(RangeError);
    if (metric.gradient) expect(() => metric.gradient?.(a, other)).toThrow(RangeError);
  });
});

describe('ms-ssim', () => {
  it.each([
    [175, 400],
    [400, 175],
  ])('refuses a picture of %i x %i', (width, height) => {
    const small = rgbToPlanes(flat({ width, height }, [9, 9, 9]));
    for (const act of [METRICS['ms-ssim'].measure, METRICS['ms-ssim'].map, METRICS['ms-ssim'].gradient]) {
      expect(() => act?.(small, small)).toThrow(
        expect.objectContaining({ code: 'picture-too-small', details: { width, height, minSide: 176 } }),
      );
    }
  });

  it('gives 0 and no gradient when a scale is more unlike than unrelated pictures', () => {
    const inverted = rgbToPlanes({ ...picture, data: picture.data.map((value) => 255 - value) });
    expect(METRICS['ms-ssim'].measure(a, inverted)).toBe(0);
    expect(METRICS['ms-ssim'].gradient?.(a, inverted).planes[0].every((value) => value === 0)).toBe(true);
  });
});

describe('deltaE', () => {
  it('sees a change of hue that hardly changes grey, and takes the nearest colours of filtered planes', () => {
    const [red, teal] = [flat({ width: 4, height: 3 }, [200, 90, 90]), flat({ width: 4, height: 3 }, [32, 135, 150])];
    expect(METRICS.deltaE.measure(rgbToPlanes(red), rgbToPlanes(teal))).toBeGreaterThan(30);
    const beyond = (value: number): FloatPlanes => {
      const plane = new Float32Array(12).fill(value);
      return { width: 4, height: 3, planes: [plane, plane, plane] };
    };
    expect(METRICS.deltaE.measure(beyond(-40), beyond(300))).toBeCloseTo(100, 3);
  });
});

describe('overlap of masks', () => {
  it('counts by hand', () => {
    const overlap = overlapOf(Uint8Array.of(1, 1, 1, 0, 0), Uint8Array.of(0, 1, 1, 1, 0));
    expect(overlap).toEqual({ inA: 3, inB: 3, inBoth: 2 });
    expect(diceOf(overlap)).toBeCloseTo(4 / 6, 12);
    expect(jaccardOf(overlap)).toBeCloseTo(2 / 4, 12);
  });

  it('keeps the law between the two: dice = 2 jaccard / (1 + jaccard), both 1 for a mask and itself', () => {
    fc.assert(
      fc.property(masks(), fc.infiniteStream(fc.constantFrom(0, 1)), (mask, bits) => {
        const other = mask.data.map(() => bits.next().value);
        const overlap = overlapOf(mask.data, other);
        const jaccard = jaccardOf(overlap);
        expect(diceOf(overlap)).toBeCloseTo((2 * jaccard) / (1 + jaccard), 12);
        expect(jaccardOf(overlapOf(other, mask.data))).toBe(jaccard);
        expect([diceOf, jaccardOf].map((of) => of(overlapOf(mask.data, mask.data)))).toEqual([1, 1]);
      }),
    );
  });
});
