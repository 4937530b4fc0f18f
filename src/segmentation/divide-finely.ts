import type { RgbImage } from '../imaging/image.ts';
import { QUICK_WALK } from '../imaging/kernels/mean-shift-modes.ts';
import { meanShift } from './mean-shift.ts';
import { DEFAULT_MEAN_SHIFT } from './mean-shift-options.ts';
import { buildRegionGraph, type RegionGraph } from './region-graph.ts';

/** Smaller regions than the classic recipe's: legs, stems and drawn lines stay apart from what they stand before. */
const FINE_DENSITY = 20;

/** The regions of a working image of which things are put together. */
export function divideFinely(image: RgbImage): RegionGraph {
  return buildRegionGraph(
    meanShift(image, { ...DEFAULT_MEAN_SHIFT, minDensity: FINE_DENSITY, walk: QUICK_WALK }),
    image,
  );
}
