import type { Size } from '../contract/geometry.ts';
import { createMask, createRgbImage, type Mask, type RgbImage } from './image.ts';
import { CUBIC_WEIGHTS } from './kernels/cubic-weights.ts';
import { openKernelRoom, roomFor } from './kernels/kernels.ts';
import type { ProjectiveMatrix } from './projective.ts';

/** The kernel writes whole vectors: one byte beyond the last pixel. */
const SPARE_BYTES = 1;

/** An image laid onto another's grid. */
export interface WarpedImage {
  readonly image: RgbImage;
  /** Set where the other image shows something; elsewhere the image repeats its border. */
  readonly valid: Mask;
}

const bytesOf = ({ buffer }: Int16Array | Float64Array) => new Uint8Array(buffer);

/**
 * Lays an image onto the grid of another: pixel p of the result shows the image at matrix * p (bicubic).
 *
 * @param matrix maps the grid's pixels to the image's; whole coordinates are pixel centres
 * @param size of the grid
 */
export function warpImage(from: RgbImage, matrix: ProjectiveMatrix, { width, height }: Size): WarpedImage {
  const given = [from.data, bytesOf(CUBIC_WEIGHTS), bytesOf(Float64Array.from(matrix))];
  const pixels = width * height;
  const sizes = [...given.map(({ length }) => length), 3 * pixels + SPARE_BYTES, pixels];
  const room = openKernelRoom(sizes.reduce((sum, length) => sum + roomFor(length), 0));
  try {
    const [source, weights, map, result, valid] = sizes.map((length) => room.bytes(length));
    [source, weights, map].forEach(({ view }, at) => {
      view.set(given[at]);
    });
    room.kernels.warpRgb(
      source.address,
      from.width,
      from.height,
      weights.address,
      map.address,
      result.address,
      valid.address,
      width,
      height,
    );
    return {
      image: createRgbImage(width, height, result.view.slice(0, 3 * pixels)),
      valid: createMask(width, height, valid.view.slice()),
    };
  } finally {
    room.close();
  }
}

/** Lays a mask onto another grid by nearest neighbour; what lies outside it is not set. */
export function warpMask(from: Mask, matrix: ProjectiveMatrix, { width, height }: Size): Mask {
  const mask = createMask(width, height);
  const [a, b, c, d, e, f, g, h, i] = matrix;
  for (let y = 0, pixel = 0; y < height; y++) {
    for (let x = 0; x < width; x++, pixel++) {
      const scale = 1 / (g * x + h * y + i);
      const column = Math.round((a * x + b * y + c) * scale);
      const row = Math.round((d * x + e * y + f) * scale);
      if (column < 0 || row < 0 || column >= from.width || row >= from.height) continue;
      mask.data[pixel] = from.data[row * from.width + column];
    }
  }
  return mask;
}
