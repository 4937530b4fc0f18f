import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRgbImage, type RgbImage } from '../../../../src/imaging/image.ts';
import { cropImage } from '../../../../src/imaging/patch.ts';
import { createRandom } from '../../../../src/imaging/random.ts';
import { keepUnseen } from '../../../../src/puzzle/edits/layers/keep-unseen.ts';

const SIDE = 24;
const MIDDLE = 120;

/** Ground with noise of so many grey levels to both sides. */
function ground(noise: number, seed: string): RgbImage {
  const random = createRandom(seed);
  const image = createRgbImage(SIDE, SIDE);
  for (let at = 0; at < image.data.length; at += 3) image.data.fill(MIDDLE + random.integer(-noise, noise), at, at + 3);
  return image;
}

const shifted = (image: RgbImage, by: number): RgbImage => ({ ...image, data: image.data.map((value) => value + by) });
const box = { x: 0, y: 0, width: SIDE, height: SIDE };

/** What is left of a change that adds so many grey levels everywhere. */
function left(image: RgbImage, by: number): number[] {
  const changed = shifted(image, by);
  keepUnseen(image, { box, image: changed });
  return Array.from(changed.data, (value, at) => value - image.data[at]);
}

describe('keepUnseen', () => {
  it('undoes what is lost in the noise of the ground', () => {
    expect(new Set(left(ground(10, 'rough'), 2))).toEqual(new Set([0]));
  });

  it('leaves the least change of even ground as it is', () => {
    expect(new Set(left(ground(0, 'even'), 1))).toEqual(new Set([1]));
  });

  it('leaves hardly anything out of what is plainly seen', () => {
    expect(Math.min(...left(ground(10, 'rough'), 60))).toBeGreaterThanOrEqual(59);
  });

  it('keeps the grain of a ground where other grain of the same comes, and no line', () => {
    const [old, other] = [ground(6, 'here'), ground(6, 'there')];
    const changed = { ...other, data: other.data.slice() };
    keepUnseen(old, { box, image: changed });
    const kept = changed.data.filter((value, at) => value === old.data[at]).length;
    expect(kept).toBeGreaterThan(0.9 * old.data.length);
    const lined = { ...other, data: other.data.slice() };
    lined.data.fill(MIDDLE - 60, 12 * SIDE * 3, 13 * SIDE * 3);
    keepUnseen(old, { box, image: lined });
    expect(Math.max(...lined.data.subarray(12 * SIDE * 3, 13 * SIDE * 3))).toBeLessThan(MIDDLE - 50);
  });

  it('shrinks changes and never turns them round, the larger ones less', () => {
    const noise = fc.integer({ min: 0, max: 40 });
    fc.assert(
      fc.property(noise, fc.integer({ min: 1, max: 60 }), (level, by) => {
        const image = ground(level, 'law');
        const less = left(image, by);
        const more = left(image, by + 1);
        expect(less.every((value) => value >= 0 && value <= by)).toBe(true);
        expect(more.every((value, at) => value >= less[at])).toBe(true);
      }),
    );
  });

  it('reads the old values where the patch lies', () => {
    const image = ground(10, 'rough');
    const place = { x: 5, y: 7, width: 9, height: 6 };
    const { image: old } = cropImage(image, place);
    const changed = shifted(old, 2);
    keepUnseen(image, { box: place, image: changed });
    expect(changed.data).toEqual(old.data);
  });
});
