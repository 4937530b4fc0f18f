/** How mean shift sees a picture. */
export interface MeanShiftOptions {
  /** Radius of the window in pixels. */
  readonly spatialRadius: number;
  /** Radius in L*u*v* units within which colours attract each other. */
  readonly rangeRadius: number;
  /** Regions of fewer pixels join their most similar neighbour. */
  readonly minDensity: number;
}

/** The parameters of the classic recipe: a good over-segmentation of photographs and drawings of 0.25 megapixels. */
export const DEFAULT_MEAN_SHIFT: MeanShiftOptions = { spatialRadius: 6, rangeRadius: 4.5, minDensity: 50 };
