import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { guidedFilter, windowMeans } from '../../src/imaging/guided-filter.ts';

const [WIDTH, HEIGHT] = [9, 6];
const planes = fc.float32Array({ minLength: 54, maxLength: 54, min: 0, max: 1, noNaN: true });

describe('windowMeans', () => {
  it('is the mean of what lies in the window, cut at the border', () => {
    fc.assert(
      fc.property(planes, fc.integer({ min: 0, max: 4 }), (values, radius) => {
        const means = windowMeans(values, WIDTH, HEIGHT, radius);
        for (let y = 0; y < HEIGHT; y++) {
          for (let x = 0; x < WIDTH; x++) {
            const inside = [...values].filter((_, at) => {
              return Math.abs((at % WIDTH) - x) <= radius && Math.abs(Math.floor(at / WIDTH) - y) <= radius;
            });
            const mean = inside.reduce((sum, value) => sum + value, 0) / inside.length;
            expect(means[y * WIDTH + x]).toBeCloseTo(mean, 5);
          }
        }
      }),
      { numRuns: 30 },
    );
  });
});

describe('guidedFilter', () => {
  const step = Float32Array.from({ length: 54 }, (_, at) => (at % WIDTH < 5 ? 0.2 : 0.8));

  it('keeps a map that follows the guide, and smooths where the guide is flat', () => {
    const kept = guidedFilter(step, step, WIDTH, HEIGHT, 2, 1e-5);
    kept.forEach((value, at) => {
      expect(value).toBeCloseTo(step[at], 2);
    });
    const flat = new Float32Array(54).fill(0.5);
    const smooth = guidedFilter(flat, step, WIDTH, HEIGHT, 2, 1e-4);
    expect(smooth[4]).toBeGreaterThan(0.3);
    expect(smooth[4]).toBeLessThan(0.7);
  });

  it('moves the edge of a map to the edge of its guide', () => {
    const shifted = Float32Array.from({ length: 54 }, (_, at) => (at % WIDTH < 4 ? 0 : 1));
    const filtered = guidedFilter(step, shifted, WIDTH, HEIGHT, 2, 1e-5);
    expect(filtered[2 * WIDTH + 4]).toBeLessThan(0.5);
    expect(filtered[2 * WIDTH + 5]).toBeGreaterThan(0.5);
  });
});
