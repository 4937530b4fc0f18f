import { describe, expect, it } from 'vitest';
import { copyRgbImage, createMask, type RgbImage } from '../../src/imaging/image.ts';
import { pastePatch } from '../../src/imaging/patch.ts';
import type { PlacedMask } from '../../src/imaging/placed-mask.ts';
import { fillByCloning, findCloneSource } from '../../src/inpainting/clone.ts';
import { drawShapes, paint } from '../support/pictures.ts';

const SIZE = { width: 160, height: 110 };

/** A pattern that repeats every 16 pixels across and every 12 down, on a slope of light. */
const wallpaper = (slope: number) =>
  paint(SIZE, (x, y) => [
    Math.round(100 + 30 * Math.sin((x * Math.PI) / 8) + slope * x),
    Math.round(110 + 30 * Math.cos((y * Math.PI) / 6) + slope * x),
    Math.round(90 + slope * x),
  ]);

/** A round hole. */
function holeAt(x: number, y: number, size: number): PlacedMask {
  const mask = createMask(size, size);
  const middle = (size - 1) / 2;
  for (let pixel = 0; pixel < mask.data.length; pixel++) {
    const away = Math.hypot((pixel % size) - middle, Math.floor(pixel / size) - middle);
    mask.data[pixel] = away <= size / 2 ? 1 : 0;
  }
  return { box: { x, y, width: size, height: size }, mask };
}

/** Paints the hole over, then fills it from the place that is found. */
function damageAndFill(image: RgbImage, hole: PlacedMask): RgbImage {
  const { box, mask } = hole;
  const damaged = copyRgbImage(image);
  mask.data.forEach((value, pixel) => {
    const at = (box.y + Math.floor(pixel / box.width)) * image.width + box.x + (pixel % box.width);
    if (value) damaged.data.set([255, 0, 255], at * 3);
  });
  const source = findCloneSource(damaged, hole);
  if (!source) throw new Error('expected a source, found none');
  const before = damaged.data.slice();
  const patch = fillByCloning(damaged, hole, source);
  expect(Buffer.compare(damaged.data, before)).toBe(0);
  pastePatch(damaged, patch);
  return damaged;
}

function largestError(a: RgbImage, b: RgbImage): number {
  return a.data.reduce((worst, value, at) => Math.max(worst, Math.abs(value - b.data[at])), 0);
}

describe('cloning', () => {
  it.each([
    ['in the middle', holeAt(64, 40, 24)],
    ['at the left border', holeAt(0, 40, 24)],
    ['in the lower right corner', holeAt(136, 86, 24)],
  ])('continues a repeating pattern in a hole %s, and touches nothing else', (_, hole) => {
    expect(largestError(wallpaper(0), damageAndFill(wallpaper(0), hole))).toBeLessThanOrEqual(3);
  });

  it('bends the colours of its source to a slope of light', () => {
    expect(largestError(wallpaper(0.3), damageAndFill(wallpaper(0.3), holeAt(64, 40, 24)))).toBeLessThanOrEqual(6);
  });

  it('takes no other thing along', () => {
    const things = [-32, 32].map((away) => ({
      kind: 'disc' as const,
      centre: { x: 76 + away, y: 52 },
      size: 14,
      colour: [250, 20, 20] as const,
    }));
    const image = drawShapes(wallpaper(0), things);
    expect(largestError(image, damageAndFill(image, holeAt(64, 40, 24)))).toBeLessThanOrEqual(12);
  });

  it('finds no source where the hole leaves no room for one', () => {
    expect(findCloneSource(wallpaper(0), holeAt(30, 5, 100))).toBeUndefined();
  });

  it('finds the same source every time', () => {
    const hole = holeAt(64, 40, 24);
    expect(findCloneSource(wallpaper(0.3), hole)).toEqual(findCloneSource(wallpaper(0.3), hole));
  });
});
