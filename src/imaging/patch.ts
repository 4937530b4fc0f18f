import type { Box } from '../contract/geometry.ts';
import { createRgbImage, type RgbImage } from './image.ts';

/** New pixels for a box of a larger image. image is box.width x box.height. */
export interface Patch {
  readonly box: Box;
  readonly image: RgbImage;
}

/** Cuts a box out of an image. The box lies inside the image. */
export function cropImage(image: RgbImage, box: Box): Patch {
  const crop = createRgbImage(box.width, box.height);
  for (let y = 0; y < box.height; y++) {
    const from = ((box.y + y) * image.width + box.x) * 3;
    crop.data.set(image.data.subarray(from, from + box.width * 3), y * box.width * 3);
  }
  return { box, image: crop };
}

/** Writes a patch into an image that the caller owns. */
export function pastePatch(image: RgbImage, { box, image: source }: Patch): void {
  for (let y = 0; y < box.height; y++) {
    const row = source.data.subarray(y * box.width * 3, (y + 1) * box.width * 3);
    image.data.set(row, ((box.y + y) * image.width + box.x) * 3);
  }
}
