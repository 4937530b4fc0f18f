import { createMask, type Mask, type RgbImage } from '../imaging/image.ts';
import { dilate } from '../imaging/morphology.ts';
import { padMask, trimMask } from '../imaging/placed-mask.ts';

/** Width of the ring around a hole that shows what its filling should look like. */
export const RING_PX = 8;
/** Deviations below this (grey levels) are noise that nobody sees. */
export const UNSEEN = 3;

function luma({ data }: RgbImage, pixel: number): number {
  return (data[pixel * 3] + 2 * data[pixel * 3 + 1] + data[pixel * 3 + 2]) / 4;
}

/** The set pixels that are not on the border, ascending. */
function innerPixels({ width, height, data }: Mask): Int32Array {
  const [first, last] = [data.indexOf(1), data.lastIndexOf(1)];
  const inner = new Int32Array(last - first + 1);
  let count = 0;
  for (let y = Math.max(1, Math.floor(first / width)); y < Math.min(height - 1, last / width); y++) {
    for (let pixel = y * width + 1; pixel < (y + 1) * width - 1; pixel++) if (data[pixel]) inner[count++] = pixel;
  }
  return inner.subarray(0, count);
}

/** Standard deviation of the Laplacian of luma over the set pixels: how much fine detail they have, grey levels. */
export function detailOf(image: RgbImage, mask: Mask): number {
  const { width } = image;
  let [sum, squares] = [0, 0];
  const inner = innerPixels(mask);
  for (const pixel of inner) {
    const around = luma(image, pixel - 1) + luma(image, pixel + 1);
    const value = around + luma(image, pixel - width) + luma(image, pixel + width) - 4 * luma(image, pixel);
    sum += value;
    squares += value * value;
  }
  const count = inner.length;
  return count === 0 ? 0 : Math.sqrt(Math.max(0, squares / count - (sum / count) ** 2));
}

/** The known pixels around a hole, those nearer than `gap` left out. */
export function ringAround(hole: Mask, width = RING_PX, gap = 0): Mask {
  const whole = { x: 0, y: 0, width: hole.width, height: hole.height };
  const { box, mask } = padMask(trimMask({ box: whole, mask: hole }), width, hole);
  const near = dilate(mask, width).data;
  const inner = dilate(mask, gap).data;
  const ring = createMask(hole.width, hole.height);
  for (let pixel = 0; pixel < near.length; pixel++) {
    const at = (box.y + Math.floor(pixel / box.width)) * hole.width + box.x + (pixel % box.width);
    ring.data[at] = near[pixel] & ~inner[pixel];
  }
  return ring;
}

/** Mean step of luma from the pixels of a mask to those neighbours that are in another one, grey levels. */
function meanStep(image: RgbImage, mask: Mask, neighbours: Mask): number {
  const strides = [-1, 1, -image.width, image.width];
  let [sum, count] = [0, 0];
  for (const pixel of innerPixels(mask)) {
    for (const stride of strides) {
      if (neighbours.data[pixel + stride] === 0) continue;
      sum += Math.abs(luma(image, pixel) - luma(image, pixel + stride));
      count++;
    }
  }
  return count === 0 ? 0 : sum / count;
}

/**
 * How much larger the step across the hole's border is than steps between known pixels near it: 1 is natural, more is a
 * seam.
 */
export function seamStep(image: RgbImage, hole: Mask): number {
  const ring = ringAround(hole);
  const across = meanStep(image, hole, ring);
  const beside = meanStep(image, ring, ring);
  return (across + UNSEEN) / (beside + UNSEEN);
}

/** Fine detail around a hole: of pixels whose neighbours are all known, for what stands in the hole must not be seen. */
const detailAround = (image: RgbImage, hole: Mask) => detailOf(image, ringAround(hole, RING_PX, 1));

/** Copies that continue what stands around them as ill as this (grey levels) pass ... */
const PASSABLE_MISFIT = 20;
/** ... and so many more give as much away as a texture or a seam that is off by a factor of e. */
const MISFIT_SPREAD = 20;

/** How much a filling gives itself away because it does not continue what stands around it. @param misfit that of Filling */
export function misfitPenalty(misfit: number | undefined): number {
  return misfit === undefined ? 0 : Math.max(0, (misfit - PASSABLE_MISFIT) / MISFIT_SPREAD);
}

/** How much more detail a filling has than its surroundings: 0 is as much, -1 and 1 are off by a factor of e. */
export const detailExcess = (image: RgbImage, hole: Mask): number =>
  Math.log((detailOf(image, hole) + UNSEEN) / (detailAround(image, hole) + UNSEEN));

/** How much a filling gives itself away: 0 for one whose detail and seam are those of its surroundings. */
export function penaltyOf(image: RgbImage, hole: Mask): number {
  return Math.abs(detailExcess(image, hole)) + Math.max(0, Math.log(seamStep(image, hole)));
}

/** Whether the surroundings of a hole have no detail that a membrane would lack. */
export function isSmoothAround(image: RgbImage, hole: Mask, limit: number): boolean {
  return detailAround(image, hole) <= limit;
}
