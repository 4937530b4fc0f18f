import type { Size } from '../contract/geometry.ts';
import { copyRgbImage, type RgbImage } from './image.ts';

/** A drawing to lie over an image: red, green, blue and alpha (0 clear, 255 opaque), interleaved, not premultiplied. */
export interface Layer extends Size {
  readonly data: Uint8Array;
}

const OPAQUE = 255;
const LAYER_CHANNELS = 4;

/** A layer's bytes as one word a pixel; a copy of them where they do not start at a word. */
function wordsOf(bytes: Uint8Array): Uint32Array {
  const aligned = bytes.byteOffset % Uint32Array.BYTES_PER_ELEMENT === 0 ? bytes : bytes.slice();
  return new Uint32Array(aligned.buffer, aligned.byteOffset, aligned.length / LAYER_CHANNELS);
}

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
  const pixels = wordsOf(over);
  for (let pixel = 0; pixel < pixels.length; pixel++) {
    // Most of a drawing is clear: a look at the whole pixel tells.
    if (pixels[pixel] === 0) continue;
    const [at, from] = [pixel * 3, pixel * LAYER_CHANNELS];
    const share = over[from + 3] / OPAQUE;
    for (let channel = 0; channel < 3; channel++) {
      const below = under[at + channel];
      under[at + channel] = Math.round(below + share * (over[from + channel] - below));
    }
  }
  return result;
}
