import sharp, { type Sharp } from 'sharp';
import { createRgbImage, type RgbImage } from '../../src/imaging/image.ts';

/** An image as sharp's input: the tests encode with the library itself, not with the code they test. */
export function toSharp({ data, width, height }: RgbImage): Sharp {
  return sharp(data, { raw: { width, height, channels: 3 } });
}

export function pngOf(image: RgbImage): Promise<Buffer> {
  return toSharp(image).png().toBuffer();
}

export function jpegOf(image: RgbImage, quality: number): Promise<Buffer> {
  return toSharp(image).jpeg({ quality, chromaSubsampling: '4:4:4' }).toBuffer();
}

/** Decodes with the library itself, channels as they are in the file (3 expected). */
export async function decodeRgb(bytes: Uint8Array): Promise<RgbImage> {
  const { data, info } = await sharp(bytes).raw().toBuffer({ resolveWithObject: true });
  return createRgbImage(info.width, info.height, new Uint8Array(data));
}
