import { blurBytes, sigmaOfKernelSize } from '../../imaging/byte-blur.ts';
import { createMask, type Mask, type RgbImage } from '../../imaging/image.ts';
import { MAX_GREY_LEVEL } from '../../imaging/planes.ts';
import { dilateBy, ELLIPSE_5, erodeBy } from '../../imaging/structuring-element.ts';
import { collectParts } from './collect-parts.ts';
import { type ClassicPreset, requireRange, requireSameSize } from './preset.ts';

const KERNEL_SIZE_PX = 11;
const DEFAULT_THRESHOLD = 10;
const EROSIONS = 2;
const DILATIONS = 4;

// Rec. 601 luma in 32768ths, rounded as OpenCV does.
const RED_WEIGHT = 9798;
const GREEN_WEIGHT = 19235;
const BLUE_WEIGHT = 3735;
const WEIGHT_BITS = 15;
const HALF = 1 << (WEIGHT_BITS - 1);

function greyBytes({ width, height, data }: RgbImage): Uint8Array {
  const grey = new Uint8Array(width * height);
  for (let pixel = 0, at = 0; pixel < grey.length; pixel++, at += 3) {
    grey[pixel] =
      (RED_WEIGHT * data[at] + GREEN_WEIGHT * data[at + 1] + BLUE_WEIGHT * data[at + 2] + HALF) >> WEIGHT_BITS;
  }
  return grey;
}

/** The picture in grey, smoothed: the recipe's first two steps. One byte a pixel. */
export function blurredGrey(image: RgbImage): Uint8Array {
  const sigma = sigmaOfKernelSize(KERNEL_SIZE_PX);
  return blurBytes(greyBytes(image), image.width, image.height, KERNEL_SIZE_PX, sigma);
}

/** What is left of the pixels above the threshold after erosion and dilation. */
export function cleanedMask(differences: Uint8Array, width: number, height: number, threshold: number): Mask {
  const mask = createMask(width, height);
  for (let pixel = 0; pixel < differences.length; pixel++) mask.data[pixel] = differences[pixel] > threshold ? 1 : 0;
  return dilateBy(erodeBy(mask, ELLIPSE_5, EROSIONS), ELLIPSE_5, DILATIONS);
}

/**
 * The classic recipe of the blurred difference: grey, Gaussian 11x11 (sigma 2), difference above 10 grey levels, two
 * erosions and four dilations with a 5x5 ellipse, minimum enclosing circles. It sees no change of hue alone.
 */
export const blurThreshold: ClassicPreset = (a, b, { threshold = DEFAULT_THRESHOLD, max = Infinity } = {}) => {
  requireSameSize(a, b);
  requireRange('threshold', threshold, 0, MAX_GREY_LEVEL);
  requireRange('max', max, 1, Infinity);
  const differences = blurredGrey(a);
  const other = blurredGrey(b);
  for (let pixel = 0; pixel < differences.length; pixel++) {
    differences[pixel] = Math.abs(differences[pixel] - other[pixel]);
  }
  const parts = collectParts(cleanedMask(differences, a.width, a.height, threshold), differences);
  return parts.slice(0, max).map(({ box, circle, score }) => ({ box, circle: circle(), score }));
};
