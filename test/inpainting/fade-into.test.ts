import { describe, expect, it } from 'vitest';
import { createMask } from '../../src/imaging/image.ts';
import { LANES } from '../../src/imaging/kernels/laplace-grid.ts';
import { fadeInto } from '../../src/inpainting/fade-into.ts';

describe('fadeInto', () => {
  it('falls to 1/e over its reach in each channel, and leaves the border as it is', () => {
    const hole = createMask(41, 30);
    for (let y = 0; y < 30; y++) hole.data.fill(1, y * 41 + 1, y * 41 + 41);
    const values = new Float32Array(hole.data.length * LANES);
    for (let y = 0; y < 30; y++) values.set([100, -50, 0], y * 41 * LANES);
    fadeInto(hole, values, 3);
    // In the middle of the border, far from its ends.
    const row = values.subarray(15 * 41 * LANES, 16 * 41 * LANES);
    expect([...row.subarray(0, LANES)]).toEqual([100, -50, 0, 0]);
    expect(row[3 * LANES]).toBeCloseTo(100 / Math.E, -0.5);
    expect(row[3 * LANES + 1]).toBeCloseTo(-50 / Math.E, -0.5);
    expect(row[3 * LANES + 2]).toBe(0);
    expect(row[20 * LANES]).toBeLessThan(1);
  });
});
