import { describe, expect, it } from 'vitest';
import { copyRgbImage, createFloatMap, createLabelMap, createMask, createRgbImage } from '../../src/imaging/image.ts';

const BAD_SIDES = [
  [0, 5],
  [7, 0],
  [-7, -5],
  [7.5, 2],
  [Number.NaN, 5],
] as const;

describe('the image structs', () => {
  it('are black, empty and zero unless data is given', () => {
    expect(createRgbImage(7, 5).data).toEqual(new Uint8Array(105));
    expect(createMask(7, 5).data).toEqual(new Uint8Array(35));
    expect(createFloatMap(7, 5).data).toEqual(new Float32Array(35));
  });

  it('keep the data they are given', () => {
    const data = new Uint8Array(35);
    expect(createMask(7, 5, data).data).toBe(data);
  });

  it.each(BAD_SIDES)('refuse %s x %s pixels', (width, height) => {
    expect(() => createRgbImage(width, height, new Uint8Array(105))).toThrow(/RgbImage: expected whole, positive/);
    expect(() => createMask(width, height, new Uint8Array(35))).toThrow(/Mask: expected whole, positive/);
    expect(() => createFloatMap(width, height, new Float32Array(35))).toThrow(/FloatMap: expected whole, positive/);
    expect(() => createLabelMap(width, height, new Int32Array(35), 1)).toThrow(/LabelMap: expected whole, positive/);
  });

  it('refuse data that does not fit, saying what was expected and received', () => {
    expect(() => createRgbImage(7, 5, new Uint8Array(140))).toThrow('RgbImage: 7 x 5 needs 105 values, received 140');
    expect(() => createMask(7, 5, new Uint8Array(34))).toThrow('Mask: 7 x 5 needs 35 values, received 34');
    expect(() => createFloatMap(7, 5, new Float32Array(1))).toThrow('FloatMap: 7 x 5 needs 35 values, received 1');
    expect(() => createLabelMap(7, 5, new Int32Array(36), 1)).toThrow('LabelMap: 7 x 5 needs 35 values, received 36');
  });
});

describe('copyRgbImage', () => {
  // Buffer.prototype.slice shares memory where every other typed array copies: an image made of a Buffer must not.
  it('copies the bytes of a Buffer', () => {
    const image = createRgbImage(2, 1, Buffer.from([1, 2, 3, 4, 5, 6]));
    const copy = copyRgbImage(image);
    copy.data.fill(99);
    expect([...image.data]).toEqual([1, 2, 3, 4, 5, 6]);
  });

  it('copies only the view when it starts in the middle of its buffer', () => {
    const pool = Uint8Array.from([9, 9, 9, 1, 2, 3, 9]);
    const copy = copyRgbImage(createRgbImage(1, 1, pool.subarray(3, 6)));
    expect([...copy.data]).toEqual([1, 2, 3]);
    expect(copy.data.buffer.byteLength).toBe(3);
  });
});
