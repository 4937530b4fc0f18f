import { gaussianBlur } from '../../../imaging/filters.ts';
import type { Matte } from '../../../segmentation/refine-mask.ts';

const CHANNELS = 3;
/** Pixels: what enlarging by less than twice its size blurs. */
const BLUR_PX = 1;
/** A pixel of which this much belongs to a thing shows its own detail. */
const OWN = 0.9;
/** More than so many times what a blur takes away is noise that nobody has seen. */
const MOST_SHARPENING = 2;
/** No pixel comes out brighter or darker than those so near it were: lines get no halo. */
const NEAR_PX = 2;
/** A Laplacian weaker than this (grey levels, RMS) is no detail. */
const UNSEEN = 1;

type Layer = Pick<Matte, 'alpha' | 'foreground'>;

/** One colour of a layer. */
function planeOf({ foreground }: Layer, channel: number): Float32Array {
  const plane = new Float32Array(foreground.length / CHANNELS);
  for (let pixel = 0; pixel < plane.length; pixel++) plane[pixel] = foreground[pixel * CHANNELS + channel];
  return plane;
}

/** Root mean square of the Laplacian inside a thing, grey levels. */
function detailOf(plane: Float32Array, { alpha: { width, height, data } }: Layer): number {
  let [squares, count] = [0, 0];
  for (let y = 1; y < height - 1; y++) {
    for (let pixel = y * width + 1; pixel < (y + 1) * width - 1; pixel++) {
      const [left, right, up, down] = [pixel - 1, pixel + 1, pixel - width, pixel + width];
      if (Math.min(data[pixel], data[left], data[right], data[up], data[down]) < OWN) continue;
      squares += (plane[left] + plane[right] + plane[up] + plane[down] - 4 * plane[pixel]) ** 2;
      count++;
    }
  }
  return count === 0 ? 0 : Math.sqrt(squares / count);
}

/** What a blur takes away from a colour; what lies outside the thing has no say. @param shares alpha, blurred */
function finePart(plane: Float32Array, { alpha: { width, height, data } }: Layer, shares: Float32Array): Float32Array {
  const weighted = plane.map((value, pixel) => value * data[pixel]);
  const blurred = gaussianBlur(weighted, width, height, BLUR_PX);
  return plane.map((value, pixel) => (data[pixel] > 0 ? value - blurred[pixel] / shares[pixel] : 0));
}

/** A value kept between the least and the greatest of a colour near a pixel of the thing. */
function clampNear(value: number, plane: Float32Array, { alpha }: Layer, pixel: number): number {
  const { width, height, data } = alpha;
  const [x, y] = [pixel % width, Math.floor(pixel / width)];
  const [left, right] = [Math.max(0, x - NEAR_PX), Math.min(width - 1, x + NEAR_PX)];
  let [least, most] = [plane[pixel], plane[pixel]];
  for (let row = Math.max(0, y - NEAR_PX); row <= Math.min(height - 1, y + NEAR_PX); row++) {
    for (let near = row * width + left; near <= row * width + right; near++) {
      if (data[near] === 0) continue;
      least = Math.min(least, plane[near]);
      most = Math.max(most, plane[near]);
    }
  }
  return Math.min(most, Math.max(least, value));
}

/**
 * Gives a thing that was enlarged the fine detail per pixel back that it had (unsharp masking, as strong as that takes):
 * beside what stands around it, it would look soft.
 *
 * @param enlarged its colours are changed in place
 * @param before the thing as it was
 */
export function keepCrisp(enlarged: Layer, before: Layer): void {
  const { width, height, data } = enlarged.alpha;
  const shares = gaussianBlur(data, width, height, BLUR_PX);
  for (let channel = 0; channel < CHANNELS; channel++) {
    const plane = planeOf(enlarged, channel);
    const fine = finePart(plane, enlarged, shares);
    const [wanted, has, more] = [
      detailOf(planeOf(before, channel), before),
      detailOf(plane, enlarged),
      detailOf(fine, enlarged),
    ];
    if (wanted - has < UNSEEN || more === 0) continue;
    const strength = Math.min(MOST_SHARPENING, (wanted - has) / more);
    for (let pixel = 0; pixel < plane.length; pixel++) {
      if (data[pixel] === 0) continue;
      const sharp = plane[pixel] + strength * fine[pixel];
      enlarged.foreground[pixel * CHANNELS + channel] = clampNear(sharp, plane, enlarged, pixel);
    }
  }
}
