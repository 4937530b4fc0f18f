import { describe, expect, it } from 'vitest';
import { createRgbImage, type RgbImage } from '../../../src/imaging/image.ts';
import { createRandom } from '../../../src/imaging/random.ts';
import { PAPER_FINISH, PHONE_FINISH, photograph } from '../../../src/puzzle/scene/photo-finish.ts';

const WIDTH = 70;
const HEIGHT = 50;

function flat(level: number): RgbImage {
  return createRgbImage(WIDTH, HEIGHT, new Uint8Array(WIDTH * HEIGHT * 3).fill(level));
}

function halves(): RgbImage {
  const image = flat(40);
  for (let at = 0; at < image.data.length; at++) if (Math.floor(at / 3) % WIDTH >= WIDTH / 2) image.data[at] = 200;
  return image;
}

const level = (image: RgbImage, x: number, y: number) => image.data[(y * WIDTH + x) * 3];
const spread = ({ data }: RgbImage) => {
  const mean = data.reduce((sum, value) => sum + value, 0) / data.length;
  return Math.sqrt(data.reduce((sum, value) => sum + (value - mean) ** 2, 0) / data.length);
};

describe('the photographic finish', () => {
  it('does nothing when nothing is asked for', async () => {
    const image = halves();
    expect(await photograph(image, {}, createRandom('1'))).toBe(image);
  });

  it('softens edges and leaves flat places alone', async () => {
    const soft = await photograph(halves(), { blurPx: 2 }, createRandom('1'));
    expect(level(soft, 34, 20)).toBeGreaterThan(60);
    expect(level(soft, 35, 20)).toBeLessThan(180);
    expect([level(soft, 5, 20), level(soft, 65, 20)]).toEqual([40, 200]);
  });

  it('darkens the corners and not the middle', async () => {
    const dark = await photograph(flat(200), { vignette: 0.5 }, createRandom('1'));
    expect(level(dark, 35, 25)).toBe(200);
    expect(level(dark, 0, 0)).toBe(100);
  });

  it('adds noise of the strength asked for, the same for the same seed', async () => {
    const [first, same, other] = await Promise.all(
      ['a', 'a', 'b'].map((seed) => photograph(flat(128), { noise: 6 }, createRandom(seed))),
    );
    expect(spread(first)).toBeGreaterThan(5.5);
    expect(spread(first)).toBeLessThan(6.5);
    expect(same.data).toEqual(first.data);
    expect(other.data).not.toEqual(first.data);
  });

  it('shows the grain of paper only faintly', async () => {
    const paper = await photograph(flat(128), PAPER_FINISH, createRandom('1'));
    expect(spread(paper)).toBeGreaterThan(1);
    expect(spread(paper)).toBeLessThan(4);
  });

  it('keeps the size through a JPEG file, and changes the picture only a little', async () => {
    const image = halves();
    const shot = await photograph(image, { ...PHONE_FINISH, vignette: 0, noise: 0 }, createRandom('1'));
    expect([shot.width, shot.height]).toEqual([WIDTH, HEIGHT]);
    expect(Math.abs(level(shot, 10, 10) - 40)).toBeLessThan(8);
  });
});
