import { afterEach, describe, expect, it, vi } from 'vitest';
import { createMask, type Mask } from '../../src/imaging/image.ts';
import { inpaint } from '../../src/inpainting/inpaint.ts';
import { ENGINES } from '../../src/inpainting/registry.ts';
import { strangePenalty, strangeShare } from '../../src/inpainting/strange-colours.ts';
import { drawShapes, paint, texture } from '../support/pictures.ts';

const SIZE = { width: 160, height: 120 };

function boxMask(x: number, y: number, width: number, height: number): Mask {
  const mask = createMask(SIZE.width, SIZE.height);
  for (let row = y; row < y + height; row++) mask.data.fill(1, row * SIZE.width + x, row * SIZE.width + x + width);
  return mask;
}

const hole = boxMask(50, 30, 60, 60);
const disc = (size: number) => ({ kind: 'disc', centre: { x: 80, y: 60 }, size, colour: [250, 20, 20] }) as const;

describe('strangeShare', () => {
  it.each([
    ['one colour', paint(SIZE, () => [90, 140, 60])],
    ['a texture of many colours', texture(SIZE, 'ground')],
    ['two grounds, one of which covers most of the hole', paint(SIZE, (x) => (x < 60 ? [90, 140, 60] : [20, 60, 200]))],
  ])('is nothing where the hole shows what stands around it: %s', (_, image) => {
    expect(strangeShare(image, hole)).toBeLessThan(0.02);
    expect(strangePenalty(image, hole)).toBe(0);
  });

  it('is the part of the hole that shows what stands nowhere around it', () => {
    const image = drawShapes(texture(SIZE, 'ground'), [disc(40)]);
    expect(strangeShare(image, hole)).toBeCloseTo((Math.PI * 20 ** 2) / 60 ** 2, 1);
    expect(strangePenalty(image, hole)).toBeGreaterThan(0.75);
  });

  it('forgives a speck', () => {
    expect(strangePenalty(drawShapes(texture(SIZE, 'ground'), [disc(9)]), hole)).toBe(0);
  });

  it('is unknown, and nothing, where nothing stands around the hole', () => {
    expect(strangeShare(texture(SIZE, 'ground'), boxMask(0, 0, SIZE.width, SIZE.height))).toBe(0);
  });
});

describe('a filling with colours that do not belong there', () => {
  afterEach(() => vi.restoreAllMocks());

  it('says that it gives itself away', async () => {
    const image = texture(SIZE, 'ground');
    const honest = await inpaint(image, hole, { engine: 'patch-match', seed: 'test' });
    expect(honest.holes[0].mismatch).toBeLessThan(0.2);
    vi.spyOn(ENGINES['patch-match'], 'fill').mockImplementation(async (task) => {
      const { width } = task.image;
      const blot = { ...disc(40), centre: { x: width / 2, y: task.image.height / 2 } };
      return { image: drawShapes(task.image, [blot]), misfit: 0 };
    });
    const blotted = await inpaint(image, hole, { engine: 'patch-match', seed: 'test' });
    expect(blotted.holes[0].mismatch).toBeGreaterThan(0.5);
  });

  it('is made anew from the colours that are frequent around it', async () => {
    // A dark mat around the hole, a red sleeve that touches it at one corner, and plenty of red beside it.
    const inside = (x: number, y: number, left: number, top: number, right: number, bottom: number) =>
      x >= left && x < right && y >= top && y < bottom;
    const grain = texture({ width: 400, height: 300 }, 'grain');
    const scene = paint({ width: 400, height: 300 }, (x, y) => {
      const noise = (grain.data[(y * 400 + x) * 3] - 128) / 12;
      if (inside(x, y, 240, 150, 400, 300) || inside(x, y, 208, 150, 240, 158)) return [150 + noise, 25, 60];
      if (inside(x, y, 90, 70, 226, 206)) return [170 + noise, 85 + noise, 50];
      return [220 + noise, 180, 130 - noise];
    });
    const mask = createMask(400, 300);
    for (let y = 90; y < 186; y++) mask.data.fill(1, y * 400 + 110, y * 400 + 206);
    const { image } = await inpaint(scene, mask, { engine: 'patch-match', seed: 'test' });
    expect(strangeShare(image, mask)).toBeLessThan(0.1);
  });
});
