import { FEATURE_BYTES } from '../../imaging/kernels/patch-field.ts';
import { type Level, lumaOfLevel } from './level.ts';

/** Half the step of luma from one neighbour to the other counts like a step of one colour of this many times its size. */
const GRADIENT_WEIGHT = 1;
/** Texture is small numbers that matter: grey levels a pixel count like colours of this many times their size. */
const TEXTURE_WEIGHT = 3;
/** Stands for no gradient. */
const MIDDLE = 128;

/** The nearest whole number from 0 to 255. */
function toByte(value: number): number {
  if (value <= 0) return 0;
  return value >= 255 ? 255 : (value + 0.5) | 0;
}

/** Half the way of luma from one place to another, as a byte; where one is in the hole, `pixel` stands for it. */
function gradient(luma: Float32Array, hole: Uint8Array, pixel: number, before: number, after: number): number {
  const difference = luma[hole[after] ? pixel : after] - luma[hole[before] ? pixel : before];
  return toByte(MIDDLE + (GRADIENT_WEIGHT * difference) / 2);
}

/**
 * Writes what patches are compared by: red, green, blue, the gradient of luma across and down, texture across and down. The
 * hole keeps what stood there.
 */
export function writeFeatures({ width, height, planes, hole }: Level, features: Uint8Array): void {
  const [red, green, blue, across, down] = planes;
  const luma = lumaOfLevel(planes);
  for (let y = 0, pixel = 0; y < height; y++) {
    const [above, below] = [y > 0 ? width : 0, y + 1 < height ? width : 0];
    for (let x = 0; x < width; x++, pixel++) {
      if (hole[pixel]) continue;
      const at = pixel * FEATURE_BYTES;
      const [left, right] = [x > 0 ? 1 : 0, x + 1 < width ? 1 : 0];
      features[at] = toByte(red[pixel]);
      features[at + 1] = toByte(green[pixel]);
      features[at + 2] = toByte(blue[pixel]);
      // Where a neighbour is unknown the pixel itself stands for it: half a gradient is better than a false one.
      features[at + 3] = gradient(luma, hole, pixel, pixel - left, pixel + right);
      features[at + 4] = gradient(luma, hole, pixel, pixel - above, pixel + below);
      features[at + 5] = toByte(TEXTURE_WEIGHT * across[pixel]);
      features[at + 6] = toByte(TEXTURE_WEIGHT * down[pixel]);
      features[at + 7] = 0;
    }
  }
}
