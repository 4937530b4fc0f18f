import { describe, expect, it } from 'vitest';
import { createMask, createRgbImage } from '../../src/imaging/image.ts';
import { createRandom } from '../../src/imaging/random.ts';
import { firstLevel, lumaOfLevel } from '../../src/inpainting/patch-match/level.ts';

const REACH_PX = 2;

/** Noise with a hole that touches the border, and one that does not. */
function task(width: number, height: number) {
  const random = createRandom('level');
  const data = Uint8Array.from({ length: width * height * 3 }, () => random.integer(0, 255));
  const hole = createMask(width, height);
  hole.data.fill(1, 3 * width + 4, 3 * width + 9).fill(1, 4 * width + 4, 4 * width + 9);
  hole.data.fill(1, (height - 1) * width, (height - 1) * width + 3);
  return { image: createRgbImage(width, height, data), hole, forbid: createMask(width, height), seed: 'level' };
}

describe('the texture of the finest level', () => {
  it.each([
    [17, 11],
    [9, 23],
  ])('is the mean of the steps of luma that are known around each pixel (%d x %d)', (width, height) => {
    const given = task(width, height);
    const { planes } = firstLevel(given);
    const [luma, hole] = [lumaOfLevel(planes), given.hole.data];
    const stepAt = (x: number, y: number, stride: number) => {
      const pixel = y * width + x;
      const isKnown = stride === 1 ? x + 1 < width : y + 1 < height;
      return isKnown && !hole[pixel] && !hole[pixel + stride] ? Math.abs(luma[pixel + stride] - luma[pixel]) : 0;
    };
    for (const [plane, stride] of [
      [planes[3], 1],
      [planes[4], width],
    ] as const) {
      for (let pixel = 0; pixel < plane.length; pixel++) {
        let [sum, count] = [0, 0];
        const [middle, centre] = [pixel % width, Math.floor(pixel / width)];
        for (let y = Math.max(0, centre - REACH_PX); y <= Math.min(height - 1, centre + REACH_PX); y++) {
          for (let x = Math.max(0, middle - REACH_PX); x <= Math.min(width - 1, middle + REACH_PX); x++) {
            sum += stepAt(x, y, stride);
            count += 1 - hole[y * width + x];
          }
        }
        expect(plane[pixel]).toBeCloseTo(count > 0 ? sum / count : 0, 3);
      }
    }
  });
});
