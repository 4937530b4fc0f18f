import { gaussianBlur } from '../../imaging/filters.ts';
import { createFloatMap, type FloatMap } from '../../imaging/image.ts';

/** Standard deviation of the neighbourhood that a pixel is compared with. */
const NEIGHBOURHOOD_PX = 3;
/** Smooths what is as fine as the pixels: the other panel's pixels need not lie on this one's. */
const SMOOTHING_PX = 0.7;
/** Variance of noise and compression, in squared grey levels: what varies less is plain. */
const NOISE_VARIANCE = 30;

/**
 * How much each pixel stands out from its neighbourhood, in its neighbourhood's own deviations: about -2 to 2, near 0
 * where the picture is plain. What two panels share here does not depend on their light.
 *
 * @param map luma, 0 to 255
 */
export function detailOf({ width, height, data }: FloatMap): FloatMap {
  const mean = gaussianBlur(data, width, height, NEIGHBOURHOOD_PX);
  const level = gaussianBlur(data, width, height, SMOOTHING_PX);
  const squares = level.map((value, at) => (value - mean[at]) ** 2);
  const variance = gaussianBlur(squares, width, height, NEIGHBOURHOOD_PX);
  return createFloatMap(
    width,
    height,
    level.map((value, at) => (value - mean[at]) / Math.sqrt(variance[at] + NOISE_VARIANCE)),
  );
}
