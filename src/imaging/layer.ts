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
  for (let at = 0, from = 0; at < result.data.length; at += 3, from += 4) {
    if (layer.data[from + 3] === 0) continue;
    const share = layer.data[from + 3] / OPAQUE;
    for (let channel = 0; channel < 3; channel++) {
      const under = result.data[at + channel];
      result.data[at + channel] = Math.round(under + share * (layer.data[from + channel] - under));
    }
  }
  return result;
}
