import type { Mask, RgbImage } from '../../imaging/image.ts';
import { dilate } from '../../imaging/morphology.ts';
import type { HoleTask } from '../engine.ts';
import { harmonic } from '../harmonic.ts';

/** Width of the rim that is painted anew around a hole, pixels: it carries the thing's soft edge and compression halo. */
const RIM_PX = 4;

/**
 * The image with nothing left of what stands in the hole. Networks scale and blur what they are given, and whatever of a
 * thing seeps over the edge of its mask is painted on: a red rim becomes a picture frame.
 */
export async function hideHole(task: HoleTask): Promise<RgbImage> {
  return (await harmonic.fill(task)).image;
}

/** The hole with its rim; the hole alone where nothing else would be left of the image. */
export function withRim(hole: Mask): Mask {
  const grown = dilate(hole, RIM_PX);
  return grown.data.includes(0) ? grown : hole;
}
