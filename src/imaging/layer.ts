import type { Size } from '../contract/geometry.ts';
import { copyRgbImage, type RgbImage } from './image.ts';

/** A drawing to lie over an image: red, green, blue and alpha (0 clear, 255 opaque), interleaved, not premultiplied. */
export interface Layer extends Size {
  readonly data: Uint8Array;
}

const OPAQUE = 255;

/**
 * A copy of an image with a layer over it (Porter & Duff 1984, "over").
 *
 * @throws RangeError when the two differ in size
 */
export function layOver(image: RgbImage, layer: Layer): RgbImage {
  if (layer.width !== image.width || layer.height !== image.height) {
    const [expected, received] = [image, layer].map(({ width, height }) => `${width}x${height}`);
    throw new RangeError(`layOver: expected a layer of ${expected}, received ${received}`);
  }
  const result = copyRgbImage(image);
  const [under, over] = [result.data, layer.data];
  for (let at = 0, from = 0; at < under.length; at += 3, from += 4) {
    const alpha = over[from + 3];
    // Most of a drawing is clear.
    if (alpha === 0) continue;
    const share = alpha / OPAQUE;
    under[at] = Math.round(under[at] + share * (over[from] - under[at]));
    under[at + 1] = Math.round(under[at + 1] + share * (over[from + 1] - under[at + 1]));
    under[at + 2] = Math.round(under[at + 2] + share * (over[from + 2] - under[at + 2]));
  }
  return result;
}
