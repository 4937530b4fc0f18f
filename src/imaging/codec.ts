import sharp, { type Sharp } from 'sharp';
import { CodedError } from '../contract/coded-error.ts';
import type { Size } from '../contract/geometry.ts';
import {
  MAX_PICTURE_BYTES,
  MAX_PICTURE_PIXELS,
  MAX_UNSHRINKABLE_PIXELS,
  MIN_PICTURE_SIDE_PX,
} from '../contract/limits.ts';
import type { EncodedPicture } from '../contract/messages.ts';
import { createRgbImage, type LabelMap, type RgbImage } from './image.ts';
import { type Layer, layOver } from './layer.ts';
import { type PictureFormat, sniffPictureFormat } from './picture-format.ts';

/** Transparent pictures are shown on paper. */
const PAPER = '#ffffff';
const PIXELS_PER_MEGAPIXEL = 1_000_000;
const BYTES_PER_MEGABYTE = 1024 * 1024;
/** Level 6 is 2 % larger than level 9 and three times as fast on photographs. */
const PNG_COMPRESSION_LEVEL = 6;
/** Effort 0 takes less than half the time of the default and gives 3 % larger files. */
const WEBP_EFFORT = 0;

/** Labels of a label map that 16 bits hold, with one number to spare. */
const MAX_LABELS = 65_535;

/** A decoded picture and the size it had before it was scaled down (oriented as shown). */
export interface DecodedPicture {
  readonly image: RgbImage;
  readonly sourceSize: Size;
}

// One decoded picture is never asked for twice; a cache would only hold memory.
sharp.cache(false);

/** The same bytes as a plain array: a Buffer's own slice() would share memory where every other array copies. */
function plain(buffer: Buffer): Uint8Array {
  return new Uint8Array(buffer.buffer, buffer.byteOffset, buffer.byteLength);
}

function rawInput(image: RgbImage): Sharp {
  return sharp(image.data, { raw: { width: image.width, height: image.height, channels: 3 } });
}

/** Only JPEG decodes at reduced size; of other formats every pixel passes through memory. */
function checkPixels(format: PictureFormat, { width, height }: Size): void {
  const limit = format === 'jpg' ? MAX_PICTURE_PIXELS : MAX_UNSHRINKABLE_PIXELS;
  if (width * height > limit) {
    const maxMegapixels = limit / PIXELS_PER_MEGAPIXEL;
    throw new CodedError('picture-too-many-pixels', { width, height, maxMegapixels });
  }
  if (Math.min(width, height) < MIN_PICTURE_SIDE_PX) {
    throw new CodedError('picture-too-small', { width, height, minSide: MIN_PICTURE_SIDE_PX });
  }
}

function open(bytes: Uint8Array): Sharp {
  // The header is checked before pixels are decoded, so sharp's own pixel limit is not needed. Only the first frame of
  // an animation is read, and the orientation that the camera noted is applied.
  return sharp(bytes, { autoOrient: true, pages: 1, failOn: 'error', limitInputPixels: false });
}

async function readSize(bytes: Uint8Array): Promise<Size> {
  try {
    const { autoOrient } = await open(bytes).metadata();
    return autoOrient;
  } catch (cause) {
    throw new CodedError('picture-damaged', {}, { cause });
  }
}

/**
 * Decodes a picture to 8-bit sRGB: format by content, orientation applied, first frame, transparency over white,
 * every other colour space (CMYK, grey, palette, 16 bit) converted, scaled down (never up) to `maxSide`.
 *
 * @param maxSide longest side of the result in pixels
 * @throws CodedError `picture-too-many-bytes`, `picture-too-many-pixels`, `picture-too-small`, `picture-damaged`, and
 *   those of sniffPictureFormat
 */
export async function decodePicture(bytes: Uint8Array, maxSide: number): Promise<DecodedPicture> {
  if (bytes.length > MAX_PICTURE_BYTES) {
    const [megabytes, maxMegabytes] = [bytes.length, MAX_PICTURE_BYTES].map((count) => count / BYTES_PER_MEGABYTE);
    throw new CodedError('picture-too-many-bytes', { megabytes, maxMegabytes });
  }
  const format = await sniffPictureFormat(bytes);
  const sourceSize = await readSize(bytes);
  checkPixels(format, sourceSize);
  try {
    const { data, info } = await open(bytes)
      .resize({ width: maxSide, height: maxSide, fit: 'inside', withoutEnlargement: true, kernel: 'lanczos3' })
      .flatten({ background: PAPER })
      .toColourspace('srgb')
      .raw({ depth: 'uchar' })
      .toBuffer({ resolveWithObject: true });
    return { image: createRgbImage(info.width, info.height, plain(data)), sourceSize };
  } catch (cause) {
    throw new CodedError('picture-damaged', {}, { cause });
  }
}

/** Encodes an image without loss and without metadata. */
export async function encodePng(image: RgbImage): Promise<EncodedPicture> {
  const bytes = await rawInput(image).png({ compressionLevel: PNG_COMPRESSION_LEVEL }).toBuffer();
  return { bytes: plain(bytes), mediaType: 'image/png', width: image.width, height: image.height };
}

/** Encodes an image without loss as WebP: about 30 % smaller than PNG, four times slower. */
export async function encodeLosslessWebp(image: RgbImage): Promise<EncodedPicture> {
  const bytes = await rawInput(image).webp({ lossless: true, effort: WEBP_EFFORT }).toBuffer();
  return { bytes: plain(bytes), mediaType: 'image/webp', width: image.width, height: image.height };
}

/**
 * Encodes an image as JPEG, as cameras and chats do: with loss.
 *
 * @param quality 1 to 100
 * @param chromaSubsampling with 4:4:4 thin coloured lines stay sharp, with 4:2:0 they have half the resolution
 */
export async function encodeJpeg(
  image: RgbImage,
  quality: number,
  chromaSubsampling: '4:2:0' | '4:4:4' = '4:2:0',
): Promise<EncodedPicture> {
  const bytes = await rawInput(image).jpeg({ quality, chromaSubsampling }).toBuffer();
  return { bytes, mediaType: 'image/jpeg', width: image.width, height: image.height };
}

/** Encodes an image as WebP, as sites serve it: with loss. @param quality 1 to 100 */
export async function encodeLossyWebp(image: RgbImage, quality: number): Promise<EncodedPicture> {
  const bytes = await rawInput(image).webp({ quality, effort: WEBP_EFFORT }).toBuffer();
  return { bytes: plain(bytes), mediaType: 'image/webp', width: image.width, height: image.height };
}

/**
 * Encodes a label map as a 16-bit grey PNG: the label of each pixel.
 *
 * @throws CodedError `too-many-regions` when 16 bits cannot tell them apart
 */
export async function encodeLabels({ width, height, data, count }: LabelMap): Promise<EncodedPicture> {
  if (count > MAX_LABELS) throw new CodedError('too-many-regions', { regions: count, max: MAX_LABELS });
  const bytes = await sharp(Uint16Array.from(data), { raw: { width, height, channels: 1 } })
    .toColourspace('grey16')
    .png({ compressionLevel: PNG_COMPRESSION_LEVEL })
    .toBuffer();
  return { bytes: plain(bytes), mediaType: 'image/png', width, height };
}

/** Scales an image to exactly this size (Lanczos). */
export async function resizeImage(image: RgbImage, { width, height }: Size): Promise<RgbImage> {
  if (image.width === width && image.height === height) return image;
  const data = await rawInput(image).resize(width, height, { fit: 'fill', kernel: 'lanczos3' }).raw().toBuffer();
  return createRgbImage(width, height, plain(data));
}

/**
 * Renders a drawing on top of an image. Only for drawings that the program itself made.
 *
 * @throws RangeError when it is not of the image's own size
 */
export async function overlaySvg(image: RgbImage, svg: string): Promise<RgbImage> {
  return layOver(image, await renderSvgLayer(svg));
}

/** Renders a drawing that the program itself made, on white. */
export async function renderSvg(svg: string): Promise<RgbImage> {
  const { data, info } = await sharp(Buffer.from(svg))
    .flatten({ background: PAPER })
    .toColourspace('srgb')
    .raw({ depth: 'uchar' })
    .toBuffer({ resolveWithObject: true });
  return createRgbImage(info.width, info.height, plain(data));
}

/** Renders a drawing that the program itself made, with what is clear in it. */
export async function renderSvgLayer(svg: string): Promise<Layer> {
  const { data, info } = await sharp(Buffer.from(svg))
    .ensureAlpha()
    .toColourspace('srgb')
    .raw({ depth: 'uchar' })
    .toBuffer({ resolveWithObject: true });
  return { width: info.width, height: info.height, data: plain(data) };
}

/** Renders the coverage (alpha, 0 to 255, row-major, one byte a pixel) of a drawing that the program itself made. */
export async function renderSvgAlpha(svg: string): Promise<{ width: number; height: number; data: Uint8Array }> {
  const { data, info } = await sharp(Buffer.from(svg))
    .ensureAlpha()
    .extractChannel('alpha')
    .raw({ depth: 'uchar' })
    .toBuffer({ resolveWithObject: true });
  return { width: info.width, height: info.height, data: plain(data) };
}

/** Versions of the libraries that decode and encode, for bug reports. */
export function codecVersions(): { sharp: string | undefined; libvips: string } {
  return { sharp: sharp.versions.sharp, libvips: sharp.versions.vips };
}
