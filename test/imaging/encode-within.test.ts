import { beforeAll, describe, expect, it } from 'vitest';
import { encodeSmall, encodeWithin } from '../../src/imaging/encode-within.ts';
import type { RgbImage } from '../../src/imaging/image.ts';
import { decodeRgb, toSharp } from '../support/encode.ts';
import { flat, texture } from '../support/pictures.ts';
import { sameBytes } from '../support/same-bytes.ts';

const picture = texture({ width: 160, height: 100 }, 'within');
let pngBytes: number;
let webpBytes: number;

const encodeOne = async (image: RgbImage, maxBytes?: number) => (await encodeWithin([image], maxBytes))[0];

beforeAll(async () => {
  pngBytes = (await encodeOne(picture)).bytes.length;
  webpBytes = (await toSharp(picture).webp({ lossless: true, effort: 0 }).toBuffer()).length;
});

describe('encodeWithin', () => {
  it('makes a PNG without a limit, and when it fits exactly', async () => {
    expect((await encodeOne(picture)).mediaType).toBe('image/png');
    expect(await encodeOne(picture, pngBytes)).toMatchObject({ mediaType: 'image/png', width: 160 });
  });

  it('makes a lossless WebP when a PNG is too large', async () => {
    expect(webpBytes).toBeLessThan(pngBytes);
    const encoded = await encodeOne(picture, pngBytes - 1);
    expect(encoded).toMatchObject({ mediaType: 'image/webp', width: 160, height: 100 });
    expect(sameBytes((await decodeRgb(encoded.bytes)).data, picture.data)).toBe(true);
  });

  it('takes what was begun, and makes it smaller where that is too large', async () => {
    const begun = encodeSmall(picture, pngBytes);
    const [first, second] = await encodeWithin([picture, picture], pngBytes, [begun]);
    expect(first).toBe(await begun);
    expect(sameBytes(second.bytes, first.bytes)).toBe(true);
    const tooSmall = Math.floor(webpBytes * 0.9);
    const [small] = await encodeWithin([picture], tooSmall, [encodeSmall(picture, tooSmall)]);
    expect(small.width).toBeLessThan(160);
  });

  it('keeps the sizes of a pair equal when only one of them has to shrink', async () => {
    const plain = flat({ width: 160, height: 100 }, [1, 2, 3]);
    const [small, large] = await encodeWithin([plain, picture], Math.floor(webpBytes * 0.9));
    expect(large.width).toBeLessThan(160);
    expect(small).toMatchObject({ width: large.width, height: large.height });
  });

  it.each([0.9, 0.4, 0.05])('makes the picture smaller when %d of a lossless WebP is all there is', async (share) => {
    const maxBytes = Math.floor(webpBytes * share);
    const encoded = await encodeOne(picture, maxBytes);
    expect(encoded.bytes.length).toBeLessThanOrEqual(maxBytes);
    expect(encoded.width).toBeLessThan(160);
    expect(Math.abs(encoded.width / encoded.height - 1.6)).toBeLessThan(0.2);
    expect(await decodeRgb(encoded.bytes)).toMatchObject({ width: encoded.width, height: encoded.height });
  });

  it.each([
    ['a picture', picture],
    ['one pixel', flat({ width: 1, height: 1 }, [1, 2, 3])],
    ['a line', flat({ width: 300, height: 1 }, [1, 2, 3])],
  ])('refuses a limit that not even one pixel of %s meets, instead of trying for ever', async (_, image) => {
    await expect(encodeOne(image, 10)).rejects.toThrow(RangeError);
  });
});
