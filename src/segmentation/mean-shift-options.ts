import type { ModeWindow } from '../imaging/kernels/mean-shift-modes.ts';

/** How mean shift sees a picture; its range radius is in L*u*v* units. */
export interface MeanShiftOptions extends ModeWindow {
  /** Regions of fewer pixels join their most similar neighbour. */
  readonly minDensity: number;
}

/** The parameters of the classic recipe: a good over-segmentation of photographs and drawings of 0.25 megapixels. */
export const DEFAULT_MEAN_SHIFT: MeanShiftOptions = { spatialRadius: 6, rangeRadius: 4.5, minDensity: 50 };
