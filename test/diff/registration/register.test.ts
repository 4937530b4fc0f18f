import { describe, expect, it } from 'vitest';
import { type PictureRegistration, register } from '../../../src/diff/registration/register.ts';
import { createRgbImage, type RgbImage } from '../../../src/imaging/image.ts';
import { IDENTITY_MATRIX, mapPoint } from '../../../src/imaging/projective.ts';
import { decodeRgb, jpegOf, toSharp } from '../../support/encode.ts';
import { drawShapes, flat, gridScene, gridShapes, shadedGround, withNoise } from '../../support/pictures.ts';
import { gridError, mildHomography, paintDiscs, scene, similarity, standardWarps, warpedPair } from './warped-pairs.ts';

const WHOLE = { width: 456, height: 376 };
const VIEW = { width: 360, height: 280 };
const TEXTURED = scene(WHOLE, 'textured');
const SOFT = scene(WHOLE, 'soft', true);
const MAX_ERROR_TEXTURED_PX = 0.1;
const MAX_ERROR_SOFT_PX = 0.3;

const throughJpeg = async (image: RgbImage, quality: number) => decodeRgb(await jpegOf(image, quality));
const overlapShare = ({ overlap }: PictureRegistration) =>
  overlap.data.reduce((sum, value) => sum + value, 0) / overlap.data.length;

describe('register', () => {
  it.each([
    ['shift', 'translation'],
    ['turn', 'euclidean'],
    ['scale', 'affine'],
    ['all', 'affine'],
    ['homography', 'homography'],
  ])('finds %s as %s, through painted discs and JPEG, to a tenth of a pixel', async (name, model) => {
    const truth = standardWarps(VIEW)[name];
    const { a, b } = warpedPair(TEXTURED, truth);
    const found = register(await throughJpeg(a, 60), await throughJpeg(paintDiscs(b, name), 60));
    expect(gridError(VIEW, found.matrix, truth)).toBeLessThan(MAX_ERROR_TEXTURED_PX);
    expect(found.model).toBe(model);
    expect(found.correlation).toBeGreaterThan(0.9);
  });

  it.each(Object.keys(standardWarps(VIEW)))('finds %s of a soft picture to three tenths of a pixel', async (name) => {
    const truth = standardWarps(VIEW)[name];
    const { a, b } = warpedPair(SOFT, truth);
    const found = register(await throughJpeg(a, 60), await throughJpeg(paintDiscs(b, 'soft'), 60));
    expect(gridError(VIEW, found.matrix, truth)).toBeLessThan(MAX_ERROR_SOFT_PX);
  });

  it.each([
    [2, 0.97, 30, 30],
    [-2, 1.03, -30, 30],
    [2, 1.03, 30, -30],
    [-2, 0.97, -30, -30],
    [0, 1, -30, -30],
    [4, 1.06, 20, -10],
  ])('finds a start from afar: turned by %d degrees, scaled by %d, shifted by %d, %d', (degrees, scale, x, y) => {
    const truth = similarity(VIEW, degrees, scale, x, y);
    const { a, b } = warpedPair(TEXTURED, truth);
    expect(gridError(VIEW, register(a, b).matrix, truth)).toBeLessThan(MAX_ERROR_TEXTURED_PX);
  });

  it('takes pictures that differ in size by a few pixels', () => {
    const truth = similarity(VIEW, 0.5, 1.01, 6, -9);
    const { a, b } = warpedPair(TEXTURED, truth, { width: 353, height: 289 });
    const found = register(a, b);
    expect(gridError(VIEW, found.matrix, truth)).toBeLessThan(MAX_ERROR_TEXTURED_PX);
    expect([found.overlap.width, found.overlap.height]).toEqual([360, 280]);
  });

  it('takes a picture of half or double the size', async () => {
    const { a } = warpedPair(TEXTURED, IDENTITY_MATRIX);
    const half = await toSharp(a).resize(180, 140).raw().toBuffer();
    const small = createRgbImage(180, 140, new Uint8Array(half));
    const down = register(a, small);
    expect(gridError(VIEW, down.matrix, [0.5, 0, -0.25, 0, 0.5, -0.25, 0, 0, 1])).toBeLessThan(0.05);
    expect(down.model).toBe('affine');
    const up = register(small, a);
    expect(gridError(small, up.matrix, [2, 0, 0.5, 0, 2, 0.5, 0, 0, 1])).toBeLessThan(0.1);
  });

  it('finds a part cut out of the picture, and excludes what it does not show', () => {
    const { a, b } = warpedPair(TEXTURED, similarity(VIEW, 0, 1, -40, -25), { width: 270, height: 215 });
    const found = register(a, b);
    expect(found.model).toBe('translation');
    expect(mapPoint(found.matrix, { x: 100, y: 100 }).x).toBeCloseTo(60, 1);
    expect(overlapShare(found)).toBeCloseTo((270 * 215) / (360 * 280), 1);
    expect(found.overlap.data[24 * 360 + 100]).toBe(0);
    expect(found.overlap.data[30 * 360 + 100]).toBe(1);
    expect(found.overlap.data[30 * 360 + 38]).toBe(0);
  });

  it('does not mind other brightness, contrast and noise', () => {
    const truth = similarity(VIEW, 1, 0.99, 11, 6);
    const { a, b } = warpedPair(TEXTURED, truth);
    const scanned = createRgbImage(
      b.width,
      b.height,
      b.data.map((value) => 40 + 0.7 * value),
    );
    const found = register(a, withNoise(scanned, 12, 'scan'));
    expect(gridError(VIEW, found.matrix, truth)).toBeLessThan(MAX_ERROR_TEXTURED_PX);
  });

  it('does not mind when a third of the picture was changed', () => {
    const truth = similarity(VIEW, -0.8, 1.01, 9, -5);
    const { a, b } = warpedPair(TEXTURED, truth);
    const other = scene(VIEW, 'another');
    const rows = 90 * VIEW.width * 3;
    const patched = createRgbImage(b.width, b.height, b.data.slice());
    patched.data.set(other.data.subarray(0, rows));
    expect(gridError(VIEW, register(a, patched).matrix, truth)).toBeLessThan(MAX_ERROR_TEXTURED_PX);
  });

  it('registers plain drawings by their few edges', () => {
    const options = { ...WHOLE, columns: 6, rows: 5, shapeSize: 40 };
    const truth = mildHomography(VIEW);
    const { a, b } = warpedPair(gridScene(options), truth);
    expect(gridError(VIEW, register(a, b).matrix, truth)).toBeLessThan(MAX_ERROR_TEXTURED_PX);
  });

  describe('pictures that were never moved', () => {
    const same = (found: PictureRegistration) => {
      expect(found.model).toBe('identity');
      expect(found.matrix).toEqual(IDENTITY_MATRIX);
      expect(overlapShare(found)).toBe(1);
    };

    it('are equal', () => {
      const found = register(TEXTURED, TEXTURED);
      same(found);
      expect([found.correlation, found.residual]).toEqual([1, 0]);
    });

    it('are equal and flat', () => same(register(flat(VIEW, [9, 9, 9]), flat(VIEW, [9, 9, 9]))));

    it('were edited', () => same(register(TEXTURED, paintDiscs(TEXTURED, 'edit'))));

    it('were edited, and are plain', () => {
      const shapes = gridShapes({ ...VIEW, columns: 4, rows: 3, shapeSize: 30 });
      const ground = shadedGround(VIEW);
      same(register(drawShapes(ground, shapes), drawShapes(ground, shapes.slice(0, 9))));
    });

    it.each([
      ['textured', TEXTURED],
      ['soft', SOFT],
    ])('were edited and compressed: %s', async (_, image) => {
      same(register(await throughJpeg(image, 90), await throughJpeg(paintDiscs(image, 'both'), 60)));
    });

    it('became brighter', () => {
      const brighter = TEXTURED.data.map((value) => Math.min(255, value + 30));
      same(register(TEXTURED, createRgbImage(TEXTURED.width, TEXTURED.height, brighter)));
    });
  });

  describe('pictures that do not show the same scene', () => {
    const mirrored = createRgbImage(VIEW.width, VIEW.height);
    const view = warpedPair(TEXTURED, IDENTITY_MATRIX).a;
    for (let pixel = 0; pixel < VIEW.width * VIEW.height; pixel++) {
      const [x, row] = [pixel % VIEW.width, pixel - (pixel % VIEW.width)];
      const from = (row + VIEW.width - 1 - x) * 3;
      mirrored.data.set(view.data.subarray(from, from + 3), pixel * 3);
    }

    it.each([
      ['another textured one', scene(VIEW, 'another')],
      ['a soft one', scene(VIEW, 'elsewhere', true)],
      ['its mirror image', mirrored],
      ['a flat one', flat(VIEW, [200, 40, 40])],
      ['a drawing', gridScene({ ...VIEW, columns: 5, rows: 4, shapeSize: 30 })],
      ['one of another shape', scene({ width: 120, height: 300 }, 'tall')],
    ])('fail: %s', (_, other) => {
      const found = register(view, other);
      expect(found.model).toBe('failed');
      expect(found.matrix).toEqual(IDENTITY_MATRIX);
      expect(found.correlation).toBeLessThan(0.5);
    });
  });

  it('gives the same answer again', () => {
    const { a, b } = warpedPair(TEXTURED, mildHomography(VIEW));
    expect(register(a, b)).toEqual(register(a, b));
  });
});
