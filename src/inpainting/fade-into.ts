import type { Mask } from '../imaging/image.ts';

/** Sweeps over the hole for each squared pixel of reach: enough for a tenth of a grey level. */
const SWEEPS_RATIO = 3;

/**
 * Spreads values from the border of a hole into it so that they fade with the distance from it: the screened Poisson
 * equation u = reach^2 * Laplacian(u) (Bhat et al. 2008) with the known values as boundary, relaxed in place.
 *
 * @param values as large as the hole; 0 in it
 * @param reach pixels over which a value that is the same all along the border falls to 1/e
 */
export function fadeInto({ width, height, data }: Mask, values: Float32Array, reach: number): void {
  const pixels: number[] = [];
  for (let pixel = data.indexOf(1); pixel >= 0; pixel = data.indexOf(1, pixel + 1)) pixels.push(pixel);
  const share = 1 / (4 + 1 / reach ** 2);
  for (let sweep = Math.ceil(SWEEPS_RATIO * reach ** 2); sweep > 0; sweep--) {
    for (const pixel of pixels) {
      const x = pixel % width;
      let sum = 0;
      if (x > 0) sum += values[pixel - 1];
      if (x + 1 < width) sum += values[pixel + 1];
      if (pixel >= width) sum += values[pixel - width];
      if (pixel < (height - 1) * width) sum += values[pixel + width];
      values[pixel] = share * sum;
    }
  }
}
