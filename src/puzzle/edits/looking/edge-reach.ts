import type { Size } from '../../../contract/geometry.ts';

/** Pixels, and a share of the longer side of an image, within which an edge may be blurred. */
const BLUR = { least: 3, ratio: 1 / 320 };

/** How far from an outline both sides of it are looked at, beyond its blur: pixels of the image, at least 3. */
export const edgeReach = ({ width, height }: Size): number =>
  Math.max(BLUR.least, Math.round(BLUR.ratio * Math.max(width, height)));
