import type { Sharp } from 'sharp';
import { describe, expect, it, vi } from 'vitest';
import { findDifferences } from '../../src/diff/find-differences.ts';
import { createRgbImage, type RgbImage } from '../../src/imaging/image.ts';
import { warpImage } from '../../src/imaging/warp.ts';
import { decodeRgb, toSharp } from '../support/encode.ts';
import { drawShapes, gridScene, gridShapes, paint, type Shape, texture, withNoise } from '../support/pictures.ts';
import { scene, similarity } from './registration/warped-pairs.ts';

vi.setConfig({ testTimeout: 60_000 });

const SIZE = { width: 420, height: 310 };
const shapes = gridShapes({ ...SIZE, columns: 5, rows: 4, shapeSize: 36 });
/** Bundles of thin lines that lose light where a resampling overshoots white. */
const thinLines = paint(SIZE, (x, y) =>
  x > 60 && x < 360 && [20, 21, 23, 24, 26].includes(y % 60) ? [0, 0, 0] : [255, 255, 255],
);
const PICTURES: Readonly<Record<string, RgbImage>> = {
  'drawn things': gridScene({ ...SIZE, columns: 5, rows: 4, shapeSize: 36 }),
  'things on a texture': drawShapes(texture(SIZE, 'no-change'), shapes),
  'soft hills': drawShapes(scene(SIZE, 'no-change'), shapes.slice(0, 9)),
  'thin lines': thinLines,
};

const through = async (image: RgbImage, encode: (input: Sharp) => Sharp) =>
  decodeRgb(await encode(toSharp(image)).toBuffer());
const perByte = (image: RgbImage, change: (value: number) => number): RgbImage =>
  createRgbImage(
    image.width,
    image.height,
    image.data.map((value) => Math.round(Math.min(255, Math.max(0, change(value))))),
  );
const moved = (degrees: number, scale: number, x: number, y: number) => async (image: RgbImage) =>
  through(warpImage(image, similarity(image, degrees, scale, x, y) as never, image).image, (input) =>
    input.jpeg({ quality: 85, chromaSubsampling: '4:4:4' }),
  );

const HAPPENINGS: Readonly<Record<string, (image: RgbImage) => Promise<RgbImage>>> = {
  nothing: async (image) => image,
  'JPEG 95': (image) => through(image, (input) => input.jpeg({ quality: 95 })),
  'JPEG 60': (image) => through(image, (input) => input.jpeg({ quality: 60 })),
  'WebP 80': (image) => through(image, (input) => input.webp({ quality: 80 })),
  gamma: async (image) => perByte(image, (value) => 255 * (value / 255) ** 1.1),
  'more light than fits': async (image) => perByte(image, (value) => 1.1 * value + 6),
  'a resize': (image) =>
    through(image, (input) => input.resize(image.width - 7, image.height - 5, { fit: 'fill' }).png()),
  'a shift': moved(0, 1, 7.4, -5.3),
  'a turn': moved(1.1, 1, 2, 1),
  'another scale': moved(0, 1.02, -2, 3),
  'a scanner': async (image) =>
    withNoise(
      perByte(await moved(0.4, 1.004, 3, 2)(image), (value) => 0.95 * value + 8),
      4,
      'scan',
    ),
};

/** A thing that is not there in the other picture: as seen, a fifth of the height. */
const extra: Shape = { kind: 'disc', centre: { x: 252, y: 194 }, size: 44, colour: [25, 20, 90] };

describe.each(Object.entries(PICTURES))('%s', (_, picture) => {
  it.each(Object.entries(HAPPENINGS))('after %s hold no difference', async (_, happen) => {
    expect(findDifferences(picture, await happen(picture)).differences).toEqual([]);
  });

  it.each(Object.entries(HAPPENINGS))('after %s hold the one that there is', async (_, happen) => {
    const { differences } = findDifferences(picture, await happen(drawShapes(picture, [extra])));
    expect(differences).toHaveLength(1);
    const { x, y } = differences[0].circle;
    expect(Math.hypot(x - extra.centre.x, y - extra.centre.y)).toBeLessThan(8);
  });
});
