import { similarityMap } from '../../../src/diff/metrics/similarity.ts';
import type { Mask, RgbImage } from '../../../src/imaging/image.ts';
import { rgbToPlanes } from '../../../src/imaging/planes.ts';
import { detailOf, seamStep } from '../../../src/inpainting/judge-filling.ts';

/** How near a filling comes to what stood there, and how natural it looks. */
export interface Quality {
  /** Decibels over the hole. */
  readonly psnr: number;
  /** Mean over the hole and the channels. */
  readonly ssim: number;
  /** Detail in the hole, result over original: 1 is natural, 0 is fog. */
  readonly texture: number;
  /** Step across the border against steps beside it: 1 is natural, more is a seam. */
  readonly seam: number;
}

/** No error at all would be infinitely many decibels. */
const LEAST_ERROR = 1e-3;
/** A hole whose original has no detail (grey levels) has no texture that could be lost. */
const LEAST_DETAIL = 0.5;

function psnrIn(a: RgbImage, b: RgbImage, mask: Mask): number {
  let [sum, count] = [0, 0];
  mask.data.forEach((value, pixel) => {
    if (!value) return;
    for (let at = pixel * 3; at < pixel * 3 + 3; at++) sum += (a.data[at] - b.data[at]) ** 2;
    count += 3;
  });
  return 10 * Math.log10(255 ** 2 / Math.max(LEAST_ERROR, sum / count));
}

function ssimIn(a: RgbImage, b: RgbImage, mask: Mask): number {
  const [first, second] = [rgbToPlanes(a).planes, rgbToPlanes(b).planes];
  let [sum, count] = [0, 0];
  for (const channel of [0, 1, 2]) {
    const map = similarityMap(first[channel], second[channel], a.width, a.height, { luminance: true });
    mask.data.forEach((value, pixel) => {
      if (!value) return;
      sum += map[pixel];
      count++;
    });
  }
  return sum / count;
}

/** Compares a filling with the picture that was there. */
export function qualityOf(original: RgbImage, filled: RgbImage, mask: Mask): Quality {
  const before = detailOf(original, mask);
  return {
    psnr: psnrIn(original, filled, mask),
    ssim: ssimIn(original, filled, mask),
    texture: before < LEAST_DETAIL ? 1 : detailOf(filled, mask) / before,
    seam: seamStep(filled, mask),
  };
}
