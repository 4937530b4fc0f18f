import { randomBytes } from 'node:crypto';
import { converter } from 'culori';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import {
  codecVersions,
  decodePicture,
  encodeLosslessWebp,
  encodePng,
  overlaySvg,
  renderSvg,
  renderSvgAlpha,
  resizeImage,
} from '../../src/imaging/codec.ts';
import type { RgbImage } from '../../src/imaging/image.ts';
import { decodeRgb, pngOf, toSharp } from '../support/encode.ts';
import { type Colour, flat, paint, texture } from '../support/pictures.ts';
import { sameBytes } from '../support/same-bytes.ts';

const SIZE = { width: 120, height: 80 };
const MAX_SIDE = 1600;
const picture = texture(SIZE, 'codec');
/** Four quarters of different colours: every turn and mirror image shows. */
const QUARTERS: readonly Colour[] = [
  [220, 30, 30],
  [30, 180, 40],
  [30, 60, 200],
  [240, 240, 60],
];
const quarters = paint(SIZE, (x, y) => QUARTERS[(x < 60 ? 0 : 1) + (y < 40 ? 0 : 2)]);

const decode = async (bytes: Uint8Array) => (await decodePicture(bytes, MAX_SIDE)).image;

function pixel({ data, width }: RgbImage, x: number, y: number): number[] {
  return [...data.subarray((y * width + x) * 3, (y * width + x) * 3 + 3)];
}

function expectNear(received: readonly number[], expected: readonly number[], tolerance: number): void {
  received.forEach((value, channel) => {
    expect(Math.abs(value - expected[channel]), `${received} vs ${expected}`).toBeLessThanOrEqual(tolerance);
  });
}

/** Two frames of one plain colour each. */
function animation(first: Colour, second: Colour) {
  const frames = [flat(SIZE, first), flat(SIZE, second)].map(pngOf);
  return Promise.all(frames).then((pngs) => sharp(pngs, { join: { animated: true } }));
}

describe('decodePicture', () => {
  it('gives the very pixels of a lossless file', async () => {
    expect(sameBytes((await decode(await pngOf(picture))).data, picture.data)).toBe(true);
    const webp = await toSharp(picture).webp({ lossless: true }).toBuffer();
    expect(sameBytes((await decode(webp)).data, picture.data)).toBe(true);
  });

  it.each([
    ['JPEG', (image: RgbImage) => toSharp(image).jpeg({ quality: 95 }).toBuffer()],
    ['WebP', (image: RgbImage) => toSharp(image).webp({ quality: 95 }).toBuffer()],
    ['GIF', (image: RgbImage) => toSharp(image).gif().toBuffer()],
    ['AVIF', (image: RgbImage) => toSharp(image).avif({ quality: 90, effort: 0 }).toBuffer()],
  ])('reads %s', async (_, encode) => {
    const image = await decode(await encode(quarters));
    expect([image.width, image.height]).toEqual([120, 80]);
    expectNear(pixel(image, 20, 20), QUARTERS[0], 12);
    expectNear(pixel(image, 100, 20), QUARTERS[1], 12);
    expectNear(pixel(image, 20, 60), QUARTERS[2], 12);
    expectNear(pixel(image, 100, 60), QUARTERS[3], 12);
  });

  it.each([
    ['GIF', async () => (await animation([220, 30, 30], [30, 60, 200])).gif().toBuffer()],
    ['WebP', async () => (await animation([220, 30, 30], [30, 60, 200])).webp().toBuffer()],
  ])('takes the first frame of an animated %s', async (_, make) => {
    const bytes = await make();
    expect((await sharp(bytes).metadata()).pages).toBe(2);
    const { image, sourceSize } = await decodePicture(bytes, MAX_SIDE);
    expect([image.width, image.height, sourceSize]).toEqual([120, 80, SIZE]);
    expectNear(pixel(image, 60, 40), [220, 30, 30], 6);
  });

  it('converts CMYK', async () => {
    const bytes = await toSharp(quarters).toColourspace('cmyk').jpeg({ quality: 95 }).toBuffer();
    expect((await sharp(bytes).metadata()).space).toBe('cmyk');
    const image = await decode(bytes);
    expect(image.data.length).toBe(120 * 80 * 3);
    // Printing inks cannot show these colours; which is which must stay clear.
    const [red, green, blue] = [pixel(image, 20, 20), pixel(image, 100, 20), pixel(image, 20, 60)];
    expect(red[0] - Math.max(red[1], red[2])).toBeGreaterThan(80);
    expect(green[1] - Math.max(green[0], green[2])).toBeGreaterThan(40);
    expect(blue[2] - Math.max(blue[0], blue[1])).toBeGreaterThan(40);
  });

  it('converts 16 bits to 8', async () => {
    const samples = new Uint16Array(120 * 80 * 3).map((_, at) => [0x8080, 0xffff, 0x0101][at % 3]);
    const bytes = await sharp(samples, { raw: { width: 120, height: 80, channels: 3 } })
      .toColourspace('rgb16')
      .png()
      .toBuffer();
    expect((await sharp(bytes).metadata()).depth).toBe('ushort');
    expectNear(pixel(await decode(bytes), 7, 5), [0x80, 0xff, 0x01], 1);
  });

  it.each([
    ['8', 'b-w', 'uchar'],
    ['16', 'grey16', 'ushort'],
  ])('spreads %s-bit grey over three channels', async (_, space, depth) => {
    const bytes = await toSharp(flat(SIZE, [90, 90, 90]))
      .toColourspace(space)
      .png()
      .toBuffer();
    expect(await sharp(bytes).metadata()).toMatchObject({ channels: 1, depth });
    const image = await decode(bytes);
    expect(image.data.length).toBe(120 * 80 * 3);
    expectNear(pixel(image, 7, 5), [90, 90, 90], 1);
  });

  it.each([
    ['with its own channel', { palette: false }],
    ['in a palette', { palette: true }],
  ])('shows transparency %s over white', async (_, options) => {
    const rgba = new Uint8Array(120 * 80 * 4).map((__, at) => {
      const x = Math.floor(at / 4) % 120;
      return at % 4 === 3 ? (x < 60 ? 0 : 255) : [200, 40, 40][at % 4];
    });
    const bytes = await sharp(rgba, { raw: { width: 120, height: 80, channels: 4 } })
      .png(options)
      .toBuffer();
    expect((await sharp(bytes).metadata()).hasAlpha).toBe(true);
    const image = await decode(bytes);
    expect(pixel(image, 10, 40)).toEqual([255, 255, 255]);
    expectNear(pixel(image, 100, 40), [200, 40, 40], 6);
  });

  it('mixes half transparent pixels with white', async () => {
    const rgba = new Uint8Array(120 * 80 * 4).map((_, at) => [200, 40, 40, 128][at % 4]);
    const bytes = await sharp(rgba, { raw: { width: 120, height: 80, channels: 4 } })
      .png()
      .toBuffer();
    expectNear(pixel(await decode(bytes), 60, 40), [227, 147, 147], 1);
  });

  it('turns a picture as its camera noted (EXIF orientation 6)', async () => {
    const bytes = await toSharp(quarters).withMetadata({ orientation: 6 }).jpeg({ quality: 95 }).toBuffer();
    const { image, sourceSize } = await decodePicture(bytes, MAX_SIDE);
    expect([image.width, image.height, sourceSize]).toEqual([80, 120, { width: 80, height: 120 }]);
    // A quarter turn to the right: the lower left corner comes up.
    expectNear(pixel(image, 20, 20), QUARTERS[2], 12);
    expectNear(pixel(image, 60, 20), QUARTERS[0], 12);
    expectNear(pixel(image, 20, 100), QUARTERS[3], 12);
    expectNear(pixel(image, 60, 100), QUARTERS[1], 12);
  });

  it('converts wide colour spaces to sRGB', async () => {
    const colour = [200, 60, 60] as const;
    const bytes = await toSharp(flat(SIZE, colour)).withIccProfile('p3').png().toBuffer();
    const { r, g, b } = converter('p3')({ mode: 'rgb', r: 200 / 255, g: 60 / 255, b: 60 / 255 });
    const stored = await sharp(bytes, { ignoreIcc: true }).raw().toBuffer();
    expectNear([...stored.subarray(0, 3)], [r * 255, g * 255, b * 255], 2);
    expectNear(pixel(await decode(bytes), 7, 5), colour, 2);
  });

  it('scales 12 megapixels down to the long side it is given, and says how large they were', async () => {
    const photo = await toSharp(texture({ width: 400, height: 300 }, 'photo'))
      .resize(4000, 3000)
      .jpeg()
      .toBuffer();
    const { image, sourceSize } = await decodePicture(photo, MAX_SIDE);
    expect([image.width, image.height, sourceSize]).toEqual([1600, 1200, { width: 4000, height: 3000 }]);
  });

  it('scales the turned picture, not the stored one', async () => {
    const bytes = await toSharp(quarters).withMetadata({ orientation: 6 }).png().toBuffer();
    const { image, sourceSize } = await decodePicture(bytes, 60);
    expect([image.width, image.height, sourceSize]).toEqual([40, 60, { width: 80, height: 120 }]);
  });

  it('never enlarges', async () => {
    const { image } = await decodePicture(await pngOf(texture({ width: 200, height: 150 }, 'small')), MAX_SIDE);
    expect([image.width, image.height]).toEqual([200, 150]);
  });

  it('reads a view that starts anywhere in its buffer', async () => {
    const png = await pngOf(picture);
    const pool = Buffer.concat([randomBytes(13), png, randomBytes(9)]);
    const view = new Uint8Array(pool.buffer, pool.byteOffset + 13, png.length);
    expect(sameBytes((await decode(view)).data, picture.data)).toBe(true);
  });

  it('hands out plain arrays, whose slices are copies', async () => {
    const { data } = await decode(await pngOf(picture));
    expect(Buffer.isBuffer(data)).toBe(false);
    data.slice(0, 3).fill(1);
    expect(data.subarray(0, 3)).toEqual(picture.data.subarray(0, 3));
  });
});

describe('encoding', () => {
  it.each([
    ['PNG', encodePng, 'image/png', 'png'],
    ['WebP', encodeLosslessWebp, 'image/webp', 'webp'],
  ] as const)('keeps every pixel in %s and carries nothing else', async (_, encode, mediaType, format) => {
    const encoded = await encode(picture);
    expect(encoded).toMatchObject({ mediaType, ...SIZE });
    expect(sameBytes((await decodeRgb(encoded.bytes)).data, picture.data)).toBe(true);
    const metadata = await sharp(encoded.bytes).metadata();
    expect(metadata.format).toBe(format);
    expect([metadata.exif, metadata.icc, metadata.xmp, metadata.iptc, metadata.orientation]).toEqual(
      Array(5).fill(undefined),
    );
    expect(Buffer.isBuffer(encoded.bytes)).toBe(false);
  });

  it('gives the same bytes every time', async () => {
    expect(sameBytes((await encodePng(picture)).bytes, (await encodePng(picture)).bytes)).toBe(true);
  });
});

describe('resizeImage', () => {
  it('gives exactly the size, in whatever shape', async () => {
    const resized = await resizeImage(quarters, { width: 30, height: 70 });
    expect([resized.width, resized.height]).toEqual([30, 70]);
    expectNear(pixel(resized, 5, 10), QUARTERS[0], 1);
    expectNear(pixel(resized, 25, 60), QUARTERS[3], 1);
  });

  it('keeps a plain colour and passes through what has the size already', async () => {
    const plain = flat(SIZE, [12, 200, 99]);
    expect((await resizeImage(plain, { width: 33, height: 21 })).data).toEqual(
      flat({ width: 33, height: 21 }, [12, 200, 99]).data,
    );
    expect(await resizeImage(plain, SIZE)).toBe(plain);
  });
});

describe('drawings', () => {
  const disc =
    '<svg xmlns="http://www.w3.org/2000/svg" width="120" height="80"><rect x="30" y="20" width="20" height="10" fill="#ff8000"/></svg>';

  it('lie on top of an image and leave the rest byte for byte', async () => {
    const drawn = await overlaySvg(picture, disc);
    const changed = new Set<string>();
    for (let y = 0; y < 80; y++) {
      for (let x = 0; x < 120; x++) {
        const isInside = x >= 30 && x < 50 && y >= 20 && y < 30;
        if (isInside) expect(pixel(drawn, x, y)).toEqual([255, 128, 0]);
        else if (`${pixel(drawn, x, y)}` !== `${pixel(picture, x, y)}`) changed.add(`${x},${y}`);
      }
    }
    expect(changed).toEqual(new Set());
  });

  it('lie on white when alone', async () => {
    const drawn = await renderSvg(disc);
    expect([drawn.width, drawn.height, pixel(drawn, 0, 0), pixel(drawn, 40, 25)]).toEqual([
      120,
      80,
      [255, 255, 255],
      [255, 128, 0],
    ]);
  });

  it('tell what they cover', async () => {
    const { width, height, data } = await renderSvgAlpha(disc);
    expect([width, height, data.length]).toEqual([120, 80, 9600]);
    expect(data.reduce((sum, alpha) => sum + alpha, 0)).toBe(20 * 10 * 255);
    expect(data[25 * 120 + 40]).toBe(255);
  });
});

describe('codecVersions', () => {
  it('names the libraries', () => {
    expect(codecVersions().libvips).toMatch(/^\d+\.\d+/);
  });
});
