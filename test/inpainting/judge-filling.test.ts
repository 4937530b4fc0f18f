import { describe, expect, it } from 'vitest';
import { copyRgbImage, createMask, type RgbImage } from '../../src/imaging/image.ts';
import { blendSeam } from '../../src/inpainting/blend-seam.ts';
import { isSmoothAround, misfitPenalty, penaltyOf, ringAround, seamStep } from '../../src/inpainting/judge-filling.ts';
import { flat, paint, withNoise } from '../support/pictures.ts';
import { sameBytes } from '../support/same-bytes.ts';
import { maskOf, textOf } from '../support/text-grid.ts';

const SIZE = { width: 70, height: 50 };
const hole = createMask(70, 50);
for (let y = 15; y < 35; y++) hole.data.fill(1, y * 70 + 20, y * 70 + 50);
const noise = withNoise(flat(SIZE, [120, 120, 120]), 30, 'judge');

/** The image with every pixel of the hole changed. */
function refill(image: RgbImage, change: (value: number) => number): RgbImage {
  const changed = copyRgbImage(image);
  hole.data.forEach((value, pixel) => {
    if (value) for (let at = pixel * 3; at < pixel * 3 + 3; at++) changed.data[at] = change(image.data[at]);
  });
  return changed;
}

describe('a filling', () => {
  it('that is as its surroundings gives nothing away', () => {
    expect(penaltyOf(noise, hole)).toBeLessThan(0.15);
    expect(seamStep(noise, hole)).toBeCloseTo(1, 1);
  });

  it('gives itself away by fog', () => {
    const fog = refill(noise, () => 120);
    expect(penaltyOf(fog, hole)).toBeGreaterThan(1.5);
  });

  it('gives itself away by a step at its border', () => {
    const lighter = refill(noise, (value) => value + 100);
    expect(seamStep(lighter, hole)).toBeGreaterThan(2);
    expect(penaltyOf(lighter, hole)).toBeGreaterThan(0.7);
  });

  it('gives itself away by not continuing its surroundings', () => {
    expect([undefined, 0, 15].map(misfitPenalty)).toEqual([0, 0, 0]);
    expect(misfitPenalty(40)).toBeCloseTo(1);
  });

  it('has smooth surroundings on a slope of light, and not in noise', () => {
    const slope = paint(SIZE, (x, y) => [x, y, 2 * x]);
    expect([isSmoothAround(slope, hole, 3), isSmoothAround(noise, hole, 3)]).toEqual([true, false]);
    // Whatever stands in the hole.
    expect(
      isSmoothAround(
        refill(slope, (value) => 255 - value),
        hole,
        3,
      ),
    ).toBe(true);
  });

  it('is surrounded by a ring of known pixels', () => {
    expect(textOf(ringAround(maskOf('.....', '..#..', '.....', '.....'), 1))).toEqual([
      '..#..',
      '.#.#.',
      '..#..',
      '.....',
    ]);
  });
});

describe('blendSeam', () => {
  const forbid = createMask(70, 50);
  const task = { image: noise, hole, forbid, seed: 's' };
  const everywhere = (change: (value: number, at: number) => number) => {
    const filled = copyRgbImage(noise);
    filled.data.forEach((value, at) => {
      filled.data[at] = change(value, at);
    });
    return filled;
  };

  it('leaves what meets its surroundings as it is', () => {
    expect(sameBytes(blendSeam(task, noise).data, noise.data)).toBe(true);
  });

  it('takes away a difference of light, and never touches what lies outside', () => {
    const blended = blendSeam(
      task,
      everywhere((value) => value - 25),
    );
    expect(sameBytes(blended.data, noise.data)).toBe(true);
  });

  it('spreads no edge that does not meet', () => {
    // One tenth of the border differs much: an edge that ends there.
    const filled = everywhere((value, at) =>
      Math.floor(at / 3) % 70 < 23 && at > 25 * 210 && at < 27 * 210 ? 255 : value,
    );
    const blended = blendSeam(task, filled);
    const changed = Array.from(hole.data.keys()).filter(
      (pixel) => hole.data[pixel] && blended.data[pixel * 3] !== filled.data[pixel * 3],
    );
    expect(changed).toEqual([]);
  });
});
