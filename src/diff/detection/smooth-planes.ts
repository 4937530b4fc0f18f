import { gaussianKernel } from '../../imaging/filters.ts';
import type { FloatPlanes, RgbImage } from '../../imaging/image.ts';
import { blurInPlace } from '../../imaging/kernels/plane-blur.ts';
import type { PlaneRoom } from '../../imaging/kernels/plane-room.ts';
import { type ToneTable, tonePlanes } from '../../imaging/kernels/tone-planes.ts';

/** Averages out single noisy pixels and compression noise. Pixels of the picture. */
export const BLUR_SIGMA_PX = 1.5;

/**
 * Red, green and blue of a picture, smoothed, in the light of the tables.
 *
 * @param room of the planes' size
 * @param halvings 0, or 1 for planes of half the size (an odd last row or column is dropped)
 */
export function smoothPlanes(
  room: PlaneRoom,
  image: RgbImage,
  tables: readonly ToneTable[],
  halvings: 0 | 1,
): FloatPlanes {
  const smooth = tonePlanes(room, image, tables, halvings);
  const weights = gaussianKernel(BLUR_SIGMA_PX / 2 ** halvings);
  for (const plane of smooth.planes) blurInPlace(room, plane, weights);
  return smooth;
}
