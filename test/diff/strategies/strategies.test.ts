import { describe, expect, it } from 'vitest';
import type { MetricKind } from '../../../src/diff/metrics/metric.ts';
import { METRICS } from '../../../src/diff/metrics/registry.ts';
import { STRATEGIES } from '../../../src/diff/strategies/registry.ts';
import { rgbToPlanes } from '../../../src/imaging/planes.ts';
import { drawShapes, texture } from '../../support/pictures.ts';

const SIZE = { width: 210, height: 180 };
const picture = texture(SIZE, 'strategies');
const changed = drawShapes(picture, [{ kind: 'square', centre: { x: 150, y: 40 }, size: 24, colour: [20, 20, 240] }]);
const [a, b] = [picture, changed].map(rgbToPlanes);
const differentiable: MetricKind[] = ['mse', 'psnr', 'ssim', 'ms-ssim'];

describe('difference', () => {
  it.each(Object.keys(METRICS) as MetricKind[])('is the map of %s', (metric) => {
    const own = METRICS[metric].map(a, b).data;
    expect(STRATEGIES.difference(a, b, metric).data.every((value, pixel) => value === own[pixel])).toBe(true);
  });
});

describe('gradient', () => {
  it.each(differentiable)('of %s is 1 at most, largest at the change and 0 for equal pictures', (metric) => {
    const { data } = STRATEGIES.gradient(a, b, metric);
    expect(Math.max(...data)).toBe(1);
    expect(Math.min(...data)).toBeGreaterThanOrEqual(0);
    const strongest = data.indexOf(1);
    expect(Math.abs((strongest % 210) - 150)).toBeLessThan(20);
    expect(Math.abs(Math.floor(strongest / 210) - 40)).toBeLessThan(20);
    expect(STRATEGIES.gradient(a, rgbToPlanes(picture), metric).data.every((value) => value === 0)).toBe(true);
  });

  it.each(differentiable)('of %s says how the score moves when a pixel changes', (metric) => {
    const { measure, gradient } = METRICS[metric];
    const pixel = 40 * 210 + 145;
    const moved = rgbToPlanes(picture);
    moved.planes[1][pixel] += 0.5;
    const before = rgbToPlanes(picture);
    before.planes[1][pixel] -= 0.5;
    const slope = measure(moved, b) - measure(before, b);
    const expected = gradient?.(a, b).planes[1][pixel] ?? Number.NaN;
    expect(Math.abs(slope / expected - 1)).toBeLessThan(0.01);
  });

  it.each(['deltaE', 'dice', 'jaccard'] as const)('refuses %s, which has none', (metric) => {
    expect(() => STRATEGIES.gradient(a, b, metric)).toThrow(
      expect.objectContaining({
        code: 'option-invalid',
        details: { option: '--metric', value: metric, expected: 'mse, psnr, ssim, ms-ssim' },
      }),
    );
  });
});
