import type { Size } from '../contract/geometry.ts';
import { resizeImage } from '../imaging/codec.ts';
import type { RgbImage } from '../imaging/image.ts';

/** Things are seen at this size: enough for objects, a fraction of the time. */
const WORKING_PIXELS = 250_000;

function workingSize({ width, height }: Size): Size {
  const scale = Math.min(1, Math.sqrt(WORKING_PIXELS / (width * height)));
  return { width: Math.round(width * scale), height: Math.round(height * scale) };
}

/** The image in which things are looked for: the image itself or a smaller one. */
export function toWorkingImage(image: RgbImage): Promise<RgbImage> {
  return resizeImage(image, workingSize(image));
}
