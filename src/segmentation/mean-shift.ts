import { rgbToLuv } from '../imaging/colour.ts';
import type { LabelMap, RgbImage } from '../imaging/image.ts';
import { meanShiftModes } from '../imaging/kernels/mean-shift-modes.ts';
import { DEFAULT_MEAN_SHIFT, type MeanShiftOptions } from './mean-shift-options.ts';
import { fuseRegions } from './region-fusion.ts';

/**
 * Mean shift segmentation as the EDISON system does it (Comaniciu & Meer 2002): filtering in the joint domain of place
 * and L*u*v* colour, then fusing of neighbours with like modes, then pruning of regions below the minimum density.
 *
 * @returns a label for each pixel; the pixels of one label are 8-connected
 */
export function meanShift(image: RgbImage, options: MeanShiftOptions = DEFAULT_MEAN_SHIFT): LabelMap {
  return fuseRegions(meanShiftModes(rgbToLuv(image), options), image, options);
}
