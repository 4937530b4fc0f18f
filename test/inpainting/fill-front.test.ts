import { describe, expect, it } from 'vitest';
import { FEATURE_BYTES } from '../../src/imaging/kernels/patch-field.ts';
import { FillFront } from '../../src/inpainting/patch-match/fill-front.ts';
import { maskOf } from '../support/text-grid.ts';

const hole = maskOf(
  '.............',
  '.............',
  '.............',
  '...#######...',
  '...#######...',
  '...#######...',
  '...#######...',
  '...#######...',
  '.............',
  '.............',
  '.............',
);
const size = { width: hole.width, height: hole.height };
/** A dark line that runs across the hole's middle row; features of the hole are whatever they are. */
const features = new Uint8Array(hole.data.length * FEATURE_BYTES).fill(200);
for (let x = 0; x < size.width; x++)
  features.fill(0, (5 * size.width + x) * FEATURE_BYTES, (5 * size.width + x + 1) * FEATURE_BYTES);

const rowsOf = (pixels: readonly number[]) => [...new Set(pixels.map((pixel) => Math.floor(pixel / size.width)))];

describe('FillFront', () => {
  it('begins where a line runs into the hole', () => {
    const first = new FillFront(size, hole.data.slice(), features).next();
    expect(first.length).toBeGreaterThan(0);
    // From the sides; what lies in the middle of the upper and lower border sees no line.
    expect(first.filter((pixel) => [5, 6, 7].includes(pixel % size.width))).toEqual([]);
    expect(rowsOf(first)).toContain(5);
  });

  it('takes the whole front at once when it is not told of lines', () => {
    const first = new FillFront(size, hole.data.slice(), undefined).next();
    expect(first).toHaveLength(2 * 7 + 2 * 3);
  });

  it.each([['lines', features] as const, ['layers', undefined] as const])('comes to an end by %s', (_, seen) => {
    const isOpen = hole.data.slice();
    const front = new FillFront(size, isOpen, seen);
    const filled: number[] = [];
    for (let next = front.next(); next.length > 0; next = front.next()) {
      for (const pixel of next) isOpen[pixel] = 0;
      filled.push(...next);
    }
    expect(filled).toHaveLength(35);
    expect(new Set(filled).size).toBe(35);
  });
});
