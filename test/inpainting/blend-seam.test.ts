import { describe, expect, it } from 'vitest';
import { createMask, createRgbImage } from '../../src/imaging/image.ts';
import { blendSeam } from '../../src/inpainting/blend-seam.ts';

describe('blendSeam', () => {
  it.each([
    [30, 20],
    [60, 222],
    [260, 222],
    [900, 3],
    [3, 500],
  ])('brings a filling of other light to the light around a hole of %i x %i', (width, height) => {
    const size = { width: width + 20, height: height + 20 };
    const image = createRgbImage(size.width, size.height);
    image.data.fill(120);
    const hole = createMask(size.width, size.height);
    for (let y = 10; y < 10 + height; y++) hole.data.fill(1, y * size.width + 10, y * size.width + 10 + width);
    const filled = createRgbImage(size.width, size.height);
    filled.data.fill(100);
    const blended = blendSeam({ image, hole, forbid: hole, seed: 'any' }, filled);
    expect(blended.data.every((value) => Math.abs(value - 120) <= 1)).toBe(true);
  });
});
