import type { Level } from '../contract/answer-key.ts';

/** Area of a difference's box as a share of the image's, by level. Smaller things are harder to find. */
export const BOX_AREA_RATIO: Readonly<Record<Level, { readonly min: number; readonly max: number }>> = {
  easy: { min: 0.01, max: 0.08 },
  medium: { min: 0.005, max: 0.05 },
  hard: { min: 0.0025, max: 0.025 },
  expert: { min: 0.001, max: 0.012 },
};
/** Neither side of a difference's box is shorter than this share of the image's shorter side: thinner is unfair. */
export const MIN_BOX_SIDE_RATIO = 0.025;
/** Gap between the boxes of two differences as a share of the image's diagonal: two finds never look like one. */
export const MIN_GAP_RATIO = 0.05;
/** Distance from the image's border as a share of its shorter side: rulers and cropped previews hide the rim. */
export const BORDER_RATIO = 0.02;
/** All differences together cover at most this share of the image. */
export const MAX_TOTAL_AREA_RATIO = 0.25;
