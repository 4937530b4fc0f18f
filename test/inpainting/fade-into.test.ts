import { describe, expect, it } from 'vitest';
import { createMask } from '../../src/imaging/image.ts';
import { fadeInto } from '../../src/inpainting/fade-into.ts';

describe('fadeInto', () => {
  it('falls to 1/e over its reach, and leaves the border as it is', () => {
    const hole = createMask(41, 30);
    for (let y = 0; y < 30; y++) hole.data.fill(1, y * 41 + 1, y * 41 + 41);
    const values = new Float32Array(hole.data.length);
    for (let y = 0; y < 30; y++) values[y * 41] = 100;
    fadeInto(hole, values, 3);
    // In the middle of the border, far from its ends.
    const row = values.subarray(15 * 41, 16 * 41);
    expect(row[0]).toBe(100);
    expect(row[3]).toBeCloseTo(100 / Math.E, -0.5);
    expect(row[20]).toBeLessThan(1);
  });
});
