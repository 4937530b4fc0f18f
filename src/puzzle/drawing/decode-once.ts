import { createHash } from 'node:crypto';
import { MAX_PUZZLE_SIDE_PX } from '../../contract/limits.ts';
import { decodePicture } from '../../imaging/codec.ts';
import type { RgbImage } from '../../imaging/image.ts';

/** Both pictures of two puzzles: players zoom into all parts of one, and into another meanwhile. */
const MAX_KEPT = 4;

/** In the order of use, the oldest first. */
const kept = new Map<string, Promise<RgbImage>>();

async function decode(picture: Uint8Array): Promise<RgbImage> {
  const { image } = await decodePicture(picture, MAX_PUZZLE_SIDE_PX);
  return image;
}

/**
 * A picture of a puzzle as pixels, which must not be changed: they are kept for those who look at another part of it.
 *
 * @throws CodedError those of decodePicture
 */
export function decodeOnce(picture: Uint8Array): Promise<RgbImage> {
  const name = createHash('sha256').update(picture).digest('base64');
  const image = kept.get(name) ?? decode(picture);
  kept.delete(name);
  kept.set(name, image);
  image.catch(() => kept.delete(name));
  const [oldest] = kept.keys();
  if (kept.size > MAX_KEPT && oldest !== undefined) kept.delete(oldest);
  return image;
}
