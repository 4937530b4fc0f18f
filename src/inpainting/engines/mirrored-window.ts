import type { Point, Size } from '../../contract/geometry.ts';
import { createMask, createRgbImage, type Mask, type RgbImage } from '../../imaging/image.ts';

/** The pixel that stands at `at` when the line 0 ... length - 1 is mirrored at its ends, over and over. */
function mirrored(at: number, length: number): number {
  if (length === 1) return 0;
  const period = 2 * (length - 1);
  const within = ((at % period) + period) % period;
  return within < length ? within : period - within;
}

/** Looks up, for each pixel of a window, the pixel of the source that it shows. */
function indices(source: Size, { x, y }: Point, window: Size): Int32Array {
  const columns = Int32Array.from({ length: window.width }, (_, column) => mirrored(x + column, source.width));
  const result = new Int32Array(window.width * window.height);
  for (let row = 0; row < window.height; row++) {
    const from = mirrored(y + row, source.height) * source.width;
    for (let column = 0; column < window.width; column++) result[row * window.width + column] = from + columns[column];
  }
  return result;
}

/** The part of an image that lies in a window, which may reach over the image's border: there it shows the image mirrored. */
export function imageWindow(image: RgbImage, origin: Point, size: Size): RgbImage {
  const window = createRgbImage(size.width, size.height);
  indices(image, origin, size).forEach((from, to) => {
    window.data.set(image.data.subarray(from * 3, from * 3 + 3), to * 3);
  });
  return window;
}

/** The same of a mask. */
export function maskWindow(mask: Mask, origin: Point, size: Size): Mask {
  return createMask(
    size.width,
    size.height,
    Uint8Array.from(indices(mask, origin, size), (from) => mask.data[from]),
  );
}
