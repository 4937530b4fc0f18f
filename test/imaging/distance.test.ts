import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { distanceToSet } from '../../src/imaging/distance.ts';
import { createMask, type Mask } from '../../src/imaging/image.ts';
import { filledMasks } from '../support/arbitraries.ts';
import { maskOf } from '../support/text-grid.ts';

function bruteForce({ width, height, data }: Mask): number[] {
  const set = [...data.keys()].filter((pixel) => data[pixel] === 1);
  const place = (pixel: number) => [pixel % width, Math.floor(pixel / width)] as const;
  return Array.from({ length: width * height }, (_, pixel) => {
    const [x, y] = place(pixel);
    return Math.min(...set.map((other) => Math.hypot(place(other)[0] - x, place(other)[1] - y)));
  });
}

describe('distanceToSet', () => {
  it('measures from pixel to pixel, across and down', () => {
    const distance = distanceToSet(maskOf('.......', '.......', '..#....', '.......', '.......')).data;
    expect(distance[2 * 7 + 2]).toBe(0);
    expect(distance[2 * 7 + 6]).toBe(4);
    expect(distance[0 * 7 + 2]).toBe(2);
    expect(distance[4 * 7 + 3]).toBeCloseTo(Math.sqrt(5), 6);
  });

  it('is exact for any mask', () => {
    fc.assert(
      fc.property(filledMasks(), (mask) => {
        const expected = bruteForce(mask);
        distanceToSet(mask).data.forEach((value, pixel) => {
          expect(value).toBeCloseTo(expected[pixel], 4);
        });
      }),
    );
  });

  it('is far away from everything when the mask is empty', () => {
    for (const value of distanceToSet(createMask(7, 5)).data) expect(value).toBeGreaterThan(100_000);
  });
});
