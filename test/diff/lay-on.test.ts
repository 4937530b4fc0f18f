import { describe, expect, it } from 'vitest';
import type { Size } from '../../src/contract/geometry.ts';
import { layOn } from '../../src/diff/lay-on.ts';
import { createRgbImage, type RgbImage } from '../../src/imaging/image.ts';
import { invertMatrix } from '../../src/imaging/projective.ts';
import { warpImage } from '../../src/imaging/warp.ts';
import { codedErrorOf } from '../support/coded.ts';
import { decodeRgb, jpegOf } from '../support/encode.ts';
import { drawShapes, flat, paint, type Shape, shadedGround, texture } from '../support/pictures.ts';
import { gridError } from './registration/warped-pairs.ts';

const SIZE = { width: 400, height: 300 };
const disc = (x: number, y: number, size: number): Shape => ({
  kind: 'disc',
  centre: { x, y },
  size,
  colour: [200, 30, 40],
});
const THINGS = [disc(90, 80, 60), disc(300, 210, 70)];

function shifted(image: RgbImage, dx: number, dy: number): RgbImage {
  const result = createRgbImage(image.width, image.height);
  for (let y = 0; y < image.height; y++) {
    for (let x = 0; x < image.width; x++) {
      const from =
        Math.min(image.height - 1, Math.max(0, y - dy)) * image.width + Math.min(image.width - 1, Math.max(0, x - dx));
      result.data.set(image.data.subarray(from * 3, from * 3 + 3), (y * image.width + x) * 3);
    }
  }
  return result;
}

/** Thin lines on white: nearly all of the picture is the same wherever they are. */
const gridOfLines = (size: Size) =>
  paint(size, (x, y) => ((x + 2 * y) % 90 === 0 || (3 * x - y) % 130 === 0 ? [0, 0, 0] : [255, 255, 255]));

describe('layOn', () => {
  it('takes a plain picture of which every thing was changed for a copy with edits', () => {
    const ground = shadedGround(SIZE);
    for (const left of [[], [{ ...THINGS[0], colour: [40, 90, 200] } as Shape]]) {
      const { registration, areCopies, laid } = layOn(drawShapes(ground, THINGS), drawShapes(ground, left));
      expect(registration.model).toBe('identity');
      expect(areCopies).toBe(true);
      expect(laid.data.length).toBe(ground.data.length);
    }
  });

  it('takes a plain picture that was moved for one that was moved', () => {
    const picture = drawShapes(flat(SIZE, [240, 240, 240]), THINGS);
    const { registration, areCopies } = layOn(picture, shifted(picture, 6, -4));
    expect(registration.model).not.toBe('identity');
    expect(registration.matrix[2]).toBeCloseTo(6, 0);
    expect(registration.matrix[5]).toBeCloseTo(-4, 0);
    expect(areCopies).toBe(false);
  });

  it('takes line art that was sheared a little for one that was moved', async () => {
    const picture = gridOfLines(SIZE);
    const matrix = [1, 0.008, -1.2, 0, 1, 0, 0, 0, 1];
    const sheared = await decodeRgb(await jpegOf(warpImage(picture, matrix, picture).image, 90));
    const { registration, areCopies } = layOn(picture, sheared);
    expect(areCopies).toBe(false);
    expect(registration.model).toBe('affine');
    expect(gridError(SIZE, registration.matrix, invertMatrix(matrix))).toBeLessThan(0.1);
  });

  it('does not take a compressed picture for a copy', async () => {
    const picture = drawShapes(texture(SIZE, 'lay'), THINGS);
    const { registration, areCopies } = layOn(picture, await decodeRgb(await jpegOf(picture, 80)));
    expect(registration.model).toBe('identity');
    expect(areCopies).toBe(false);
  });

  it('refuses pictures of two scenes', async () => {
    const lay = async () => layOn(texture(SIZE, 'one'), drawShapes(flat(SIZE, [90, 160, 70]), THINGS));
    expect((await codedErrorOf(lay())).code).toBe('pictures-unrelated');
  });
});
