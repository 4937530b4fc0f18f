import type { EncodedPicture } from '../contract/messages.ts';
import { encodeLosslessWebp, encodePng, resizeImage } from './codec.ts';
import type { RgbImage } from './image.ts';

/** Each try at a smaller size takes this share of the sides before. */
const SHRINK = 0.8;

/** PNG, or lossless WebP (smaller, slower) when PNG is larger than a limit; both may be. @param maxBytes no limit when absent */
export async function encodeSmall(image: RgbImage, maxBytes = Number.POSITIVE_INFINITY): Promise<EncodedPicture> {
  const png = await encodePng(image);
  return png.bytes.length <= maxBytes ? png : encodeLosslessWebp(image);
}

async function shrink(image: RgbImage, maxBytes: number): Promise<RgbImage> {
  const [width, height] = [image.width, image.height].map((side) => Math.max(1, Math.floor(side * SHRINK)));
  if (width === image.width && height === image.height) {
    throw new RangeError(`encodeWithin: expected a limit that one pixel meets, received ${maxBytes} bytes`);
  }
  return resizeImage(image, { width, height });
}

/**
 * Encodes images of one size so that each file stays within a limit: PNG, else lossless WebP, else all of them at a
 * smaller size, so that they still lie on each other. Never lossy: compression noise would look like differences.
 *
 * @param maxBytes no limit when absent
 * @param begun the images by encodeSmall, where they were begun before
 * @returns in the order of the images
 * @throws RangeError when not even one pixel fits
 */
export async function encodeWithin(
  images: readonly RgbImage[],
  maxBytes = Number.POSITIVE_INFINITY,
  begun: readonly (Promise<EncodedPicture> | undefined)[] = [],
): Promise<EncodedPicture[]> {
  const encoded = await Promise.all(images.map((image, index) => begun[index] ?? encodeSmall(image, maxBytes)));
  if (encoded.every(({ bytes }) => bytes.length <= maxBytes)) return encoded;
  return encodeWithin(await Promise.all(images.map((image) => shrink(image, maxBytes))), maxBytes);
}
