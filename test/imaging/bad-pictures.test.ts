import { memoryUsage, resourceUsage } from 'node:process';
import fc from 'fast-check';
import sharp from 'sharp';
import { beforeAll, describe, expect, it } from 'vitest';
import { MAX_PICTURE_BYTES, MAX_PUZZLE_SIDE_PX } from '../../src/contract/limits.ts';
import { decodePicture } from '../../src/imaging/codec.ts';
import { codedErrorOf } from '../support/coded.ts';
import { pngOf, toSharp } from '../support/encode.ts';
import { texture } from '../support/pictures.ts';
import { blackPng } from '../support/png-bomb.ts';

const SIZE = { width: 120, height: 80 };
const BYTES_PER_MEBIBYTE = 1024 * 1024;

const decode = (bytes: Uint8Array) => decodePicture(bytes, MAX_PUZZLE_SIDE_PX);
const refusal = (bytes: Uint8Array) => codedErrorOf(decode(bytes));
const ascii = (text: string) => Buffer.from(text, 'latin1');

/** The start of a file of the ISO media family; the brand says which. */
function isoMedia(brand: string): Buffer {
  const box = Buffer.concat([Buffer.alloc(4), ascii(`ftyp${brand}`), Buffer.alloc(4), ascii(`mif1${brand}`)]);
  box.writeUInt32BE(box.length, 0);
  return Buffer.concat([box, Buffer.alloc(300)]);
}

/** The same file with another width and height in its JPEG frame header (marker FFC0). */
function withJpegSize(jpeg: Buffer, width: number, height: number): Buffer {
  const patched = Buffer.from(jpeg);
  const frame = patched.indexOf(Uint8Array.of(0xff, 0xc0));
  patched.writeUInt16BE(height, frame + 5);
  patched.writeUInt16BE(width, frame + 7);
  return patched;
}

const picture = texture(SIZE, 'bad pictures');
let files: Record<'png' | 'jpeg' | 'progressive' | 'webp' | 'gif' | 'avif', Buffer>;

beforeAll(async () => {
  files = {
    png: await pngOf(picture),
    jpeg: await toSharp(picture).jpeg().toBuffer(),
    progressive: await toSharp(picture).jpeg({ progressive: true }).toBuffer(),
    webp: await toSharp(picture).webp().toBuffer(),
    gif: await toSharp(picture).gif().toBuffer(),
    avif: await toSharp(picture).avif({ effort: 0 }).toBuffer(),
  };
});

describe('what is no picture', () => {
  it('is refused when empty', async () => {
    expect(await refusal(new Uint8Array())).toMatchObject({ code: 'picture-empty', details: {} });
  });

  it.each([
    ['text', ascii('This is a shopping list. '.repeat(20))],
    ['one byte', Uint8Array.of(0)],
    ['zeros', new Uint8Array(5000)],
    ['HTML', ascii('<!doctype html><html><body><p>404</p></body></html>')],
    ['the first bytes of a PNG', Uint8Array.of(0x89, 0x50, 0x4e)],
  ])('is refused when it is %s', async (_, bytes) => {
    expect(await refusal(bytes)).toMatchObject({ code: 'picture-not-an-image' });
  });

  it.each([
    [
      'SVG',
      'SVG',
      ascii('<svg xmlns="http://www.w3.org/2000/svg" width="90" height="90"><rect width="9" height="9"/></svg>'),
    ],
    ['SVG after a prolog', 'SVG', ascii('<?xml version="1.0"?>\n<!-- made by hand -->\n<svg width="90" height="90"/>')],
    ['SVG in capitals after a byte order mark', 'SVG', ascii('\u00ef\u00bb\u00bf <SVG width="90" height="90"></SVG>')],
    ['XML', 'XML', ascii('<?xml version="1.0"?><note>hello</note>')],
    ['PDF', 'PDF', ascii('%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\n%%EOF')],
    ['HEIC', 'HEIC', isoMedia('heic')],
    ['BMP', 'BMP', Buffer.concat([ascii('BM'), Buffer.alloc(200)])],
    ['MP4', 'MP4', isoMedia('isom')],
    ['ZIP', 'ZIP', Buffer.concat([Uint8Array.of(0x50, 0x4b, 0x05, 0x06), Buffer.alloc(18)])],
  ])('is refused by name when it is %s', async (_, format, bytes) => {
    expect(await refusal(bytes)).toMatchObject({ code: 'picture-format-refused', details: { format } });
  });

  it('is refused when it is TIFF, though the library could read it', async () => {
    const tiff = await toSharp(picture).tiff().toBuffer();
    expect((await sharp(tiff).metadata()).format).toBe('tiff');
    expect(await refusal(tiff)).toMatchObject({ code: 'picture-format-refused', details: { format: 'TIF' } });
  });

  it('is refused when the drawing is hidden behind a long comment or another encoding', async () => {
    const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="90" height="90"><rect width="90" height="90"/></svg>';
    const hidden = [ascii(`<!--${' '.repeat(9000)}-->${svg}`), Buffer.from(`\ufeff${svg}`, 'utf16le')];
    for (const bytes of hidden) {
      expect((await refusal(bytes)).code).toMatch(/^picture-(?:not-an-image|format-refused)$/);
    }
  });
});

describe('what only looks like something else', () => {
  it('is decoded when a photograph mentions the tag of a drawing in its comment', async () => {
    const comment = ascii('exported from drawing.svg: <svg width="90">');
    const segment = Buffer.concat([Uint8Array.of(0xff, 0xfe, 0, comment.length + 2), comment]);
    const jpeg = Buffer.concat([files.jpeg.subarray(0, 2), segment, files.jpeg.subarray(2)]);
    expect((await decode(jpeg)).image).toMatchObject(SIZE);
  });
});

describe('damaged files', () => {
  it.each(['png', 'jpeg', 'progressive', 'webp', 'gif', 'avif'] as const)(
    'refuses a %s cut in the middle',
    async (kind) => {
      expect((await decode(files[kind])).image).toMatchObject(SIZE);
      const half = files[kind].subarray(0, files[kind].length >> 1);
      expect(await refusal(half)).toMatchObject({ code: 'picture-damaged' });
    },
  );

  it.each(['png', 'jpeg', 'webp', 'gif', 'avif'] as const)(
    'refuses a %s of which only the start is there',
    async (kind) => {
      const start = files[kind].subarray(0, 40);
      expect((await refusal(start)).code).toMatch(/^picture-(?:damaged|not-an-image)$/);
    },
  );

  it('refuses a PNG whose pixels are noise', async () => {
    const noise = Buffer.from(files.png);
    for (let at = 60; at < noise.length - 20; at += 7) noise[at] ^= 0x5a;
    expect(await refusal(noise)).toMatchObject({ code: 'picture-damaged' });
  });

  it('never ends in anything but a picture or a coded refusal, whatever was broken', async () => {
    const kinds = fc.constantFrom('png', 'jpeg', 'webp', 'gif', 'avif');
    const flips = fc.array(fc.tuple(fc.double({ min: 0, max: 0.999, noNaN: true }), fc.integer({ min: 1, max: 255 })), {
      minLength: 1,
      maxLength: 12,
    });
    await fc.assert(
      fc.asyncProperty(kinds, flips, async (kind, changes) => {
        const bytes = Buffer.from(files[kind]);
        for (const [place, change] of changes) bytes[Math.floor(place * bytes.length)] ^= change;
        const outcome = await decode(bytes).catch((error: unknown) => error);
        expect(outcome).toSatisfy((value: object) => 'image' in value || 'code' in value);
      }),
      { numRuns: 150 },
    );
  });

  it('never ends in anything but a coded refusal when only the first bytes are right', async () => {
    const starts = fc.constantFrom(
      ...['png', 'jpeg', 'webp', 'gif', 'avif'].map((kind) => files[kind as 'png'].subarray(0, 16)),
      isoMedia('heic').subarray(0, 24),
      ascii('%PDF-'),
      ascii('RIFF'),
      ascii('<?xml '),
      Uint8Array.of(0x1a, 0x45, 0xdf, 0xa3),
      Uint8Array.of(0x50, 0x4b, 3, 4),
      ascii('ID3'),
    );
    await fc.assert(
      fc.asyncProperty(starts, fc.uint8Array({ maxLength: 300 }), async (start, rest) => {
        expect((await refusal(Buffer.concat([start, rest]))).code).toMatch(/^picture-/);
      }),
      { numRuns: 200 },
    );
  });
});

describe('pictures of the wrong size', () => {
  it.each([
    [1, 1],
    [47, 300],
    [300, 47],
  ])('refuses %i x %i pixels as too small', async (width, height) => {
    const bytes = await pngOf(texture({ width, height }, 'small'));
    expect(await refusal(bytes)).toMatchObject({ code: 'picture-too-small', details: { width, height, minSide: 48 } });
  });

  it('takes the smallest that is allowed', async () => {
    expect((await decode(await pngOf(texture({ width: 48, height: 48 }, 'small')))).image).toMatchObject({ width: 48 });
  });

  it('refuses a file of too many bytes before looking into it', async () => {
    const error = await refusal(new Uint8Array(MAX_PICTURE_BYTES + 1));
    expect(error).toMatchObject({ code: 'picture-too-many-bytes', details: { maxMegabytes: 25 } });
  });
});

describe('decompression bombs', () => {
  /** Most memory that the process ever held, in mebibytes: what a bomb would raise. */
  const peakMemory = () => Math.max(resourceUsage().maxRSS / 1024, memoryUsage.rss() / BYTES_PER_MEBIBYTE);

  it('refuses 30,000 x 30,000 pixels in a small PNG by its header, in little memory', async () => {
    const bomb = await blackPng(30_000, 30_000);
    expect(bomb.length).toBeLessThan(BYTES_PER_MEBIBYTE);
    // The file is sound: it is refused for its size alone.
    expect(await sharp(bomb, { limitInputPixels: false }).metadata()).toMatchObject({ width: 30_000, format: 'png' });
    const before = peakMemory();
    expect(await refusal(bomb)).toMatchObject({
      code: 'picture-too-many-pixels',
      details: { width: 30_000, height: 30_000, maxMegapixels: 40 },
    });
    expect(peakMemory() - before).toBeLessThan(50);
  });

  it('decodes the largest PNG that is allowed in bounded memory', async () => {
    const large = await blackPng(8000, 5000);
    const before = peakMemory();
    const { image, sourceSize } = await decode(large);
    expect([image.width, image.height, sourceSize.width]).toEqual([1600, 1000, 8000]);
    expect(peakMemory() - before).toBeLessThan(400);
  });

  it('refuses a JPEG whose header claims 30,000 x 30,000 pixels', async () => {
    expect(await refusal(withJpegSize(files.jpeg, 30_000, 30_000))).toMatchObject({
      code: 'picture-too-many-pixels',
      details: { maxMegapixels: 100 },
    });
  });

  it('refuses a GIF whose frame claims 30,000 x 30,000 pixels', async () => {
    const gif = Buffer.from(files.gif);
    const frame = gif.indexOf(Buffer.concat([Uint8Array.of(0x2c, 0, 0, 0, 0), gif.subarray(6, 10)]));
    for (const at of [6, 8, frame + 5, frame + 7]) gif.writeUInt16LE(30_000, at);
    expect(await refusal(gif)).toMatchObject({ code: 'picture-too-many-pixels', details: { width: 30_000 } });
  });
});
