import { boxMeans } from '../../imaging/box-means.ts';
import type { FloatPlanes } from '../../imaging/image.ts';

/** Two box filters of this reach (pixels of the picture, to either side) smooth about as a Gaussian of 4 pixels does. */
const REACH_PX = 4;

/**
 * The signed difference smoothed over a few pixels more. Over such a patch the noise of encoders, and edges that lie a
 * little beside themselves or are a little softer, cancel out; a thing that changed stays.
 */
export function coarseDifference({ width, height, planes }: FloatPlanes, halvings: number): FloatPlanes {
  const reach = REACH_PX / 2 ** halvings;
  const smooth = (plane: Float32Array) => boxMeans(boxMeans(plane, width, height, reach), width, height, reach);
  return { width, height, planes: [smooth(planes[0]), smooth(planes[1]), smooth(planes[2])] };
}
