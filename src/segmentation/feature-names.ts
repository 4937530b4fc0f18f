/** What the judge of candidates looks at, in the order of its model. */
export const FEATURE_NAMES = [
  /** Natural logarithm of the share of the image. */
  'size',
  /** Area divided by that of the box. */
  'extent',
  /** 4 pi area / outline squared, the outline counted in pixel sides: 0 to about 0.8. */
  'compactness',
  /** Area divided by that of the octagon around it. */
  'octagon',
  /** Short side of the box divided by its long side. */
  'aspect',
  /** Natural logarithm of the number of regions. */
  'parts',
  /** Strength of the step (Lab) along the outline: mean, and mean of its weakest quarter. */
  'step',
  'weakStep',
  /** Lab distance between the regions on the two sides of the outline: mean, and mean of its weakest quarter. */
  'contrast',
  'weakContrast',
  /** Mean strength of the steps between its own regions. */
  'innerStep',
  /** Share of the outline on whose far side is a region larger than the whole candidate. */
  'beforeLarger',
  /** Mean natural logarithm of how many times larger the region on the far side is. */
  'outerSize',
  /** Share of the outline along its longest neighbour, and along its longest two. */
  'oneNeighbour',
  'twoNeighbours',
  /** Share of the outline beyond which the colour is that of its main neighbour: how plain its ground is. */
  'plainGround',
  /** Share of the outline with a thin region on its inner or outer side: a drawn line that belongs to it or not. */
  'thinInside',
  'thinOutside',
  /** How much darker (L) its rim is than what lies outside. */
  'darkRim',
  /** Share of its largest region. */
  'mainShare',
  /** RMS Lab distance of its regions' colours from their mean, and of what lies beyond its outline from theirs. */
  'ownSpread',
  'ringSpread',
  /** Lab distance between its mean colour and that of what lies beyond its outline; how much more chroma it has. */
  'meanContrast',
  'chroma',
  /** Natural logarithm of the number of regions beyond its outline, the longer the border the more it counts. */
  'neighbours',
  /** How much dearer it was to merge it away than to put it together: logarithm. */
  'persistence',
  /** Natural logarithm of the number of the picture's regions: photographs have more than drawings. */
  'regions',
  /** Mean contrast (Lab) of pixels to those beside them: within its box, and in the frame around that. */
  'boxClutter',
  'frameClutter',
] as const;

export type FeatureName = (typeof FEATURE_NAMES)[number];
export type Features = Readonly<Record<FeatureName, number>>;
