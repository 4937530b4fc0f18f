import type { EncodedPicture } from '../contract/messages.ts';
import { encodeLosslessWebp, encodePng, resizeImage } from '../imaging/codec.ts';
import type { RgbImage } from '../imaging/image.ts';

/** Each try at a smaller size takes this share of the sides before. */
const SHRINK = 0.8;

/**
 * Encodes an image so that its file stays within a limit: PNG, else lossless WebP (smaller, slower), else the same at a
 * smaller size. Never lossy: compression noise would look like differences.
 *
 * @param maxBytes no limit when absent
 * @throws RangeError when not even one pixel fits
 */
export async function encodeWithin(image: RgbImage, maxBytes = Number.POSITIVE_INFINITY): Promise<EncodedPicture> {
  const png = await encodePng(image);
  if (png.bytes.length <= maxBytes) return png;
  const webp = await encodeLosslessWebp(image);
  if (webp.bytes.length <= maxBytes) return webp;
  const [width, height] = [image.width, image.height].map((side) => Math.max(1, Math.floor(side * SHRINK)));
  if (width === image.width && height === image.height) {
    throw new RangeError(`encodeWithin: expected a limit that one pixel meets, received ${maxBytes} bytes`);
  }
  return encodeWithin(await resizeImage(image, { width, height }), maxBytes);
}
