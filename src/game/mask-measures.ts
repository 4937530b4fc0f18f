import type { Box, Point } from '../contract/geometry.ts';
import { countPixels, forEachSpan, type RunLengthMask } from '../contract/run-length-mask.ts';

/** How many set pixels of a mask lie in a box. */
export function pixelsInBox(mask: RunLengthMask, box: Box): number {
  let pixels = 0;
  forEachSpan(mask, (y, fromX, toX) => {
    if (y < box.y || y >= box.y + box.height) return;
    pixels += Math.max(0, Math.min(toX, box.x + box.width) - Math.max(fromX, box.x));
  });
  return pixels;
}

/** The mean of the coordinates of all set pixels. The mask must not be empty. */
function centroid(mask: RunLengthMask): Point {
  let sumX = 0;
  let sumY = 0;
  let pixels = 0;
  forEachSpan(mask, (y, fromX, toX) => {
    const length = toX - fromX;
    sumX += (length * (fromX + toX - 1)) / 2;
    sumY += length * y;
    pixels += length;
  });
  return { x: sumX / pixels, y: sumY / pixels };
}

/**
 * The set pixel nearest to the mask's centroid, which itself can lie outside (a ring). Of equally near ones the
 * first in row-major order.
 *
 * @throws RangeError for an empty mask
 */
export function centrePixel(mask: RunLengthMask): Point {
  const centre = centroid(mask);
  let nearest: Point | undefined;
  let best = Number.POSITIVE_INFINITY;
  forEachSpan(mask, (y, fromX, toX) => {
    // Halves round down, so that the first of two equally near columns is taken.
    const x = Math.min(toX - 1, Math.max(fromX, Math.ceil(centre.x - 0.5)));
    const distance = Math.hypot(x - centre.x, y - centre.y);
    if (distance >= best) return;
    best = distance;
    nearest = { x, y };
  });
  if (nearest === undefined) throw new RangeError('An empty mask has no centre.');
  return nearest;
}

/** The gap between two spans of whole pixels on one axis, in steps from pixel to pixel; 0 when they overlap. */
const gap = (from: number, to: number, otherFrom: number, otherTo: number): number =>
  Math.max(0, from - otherTo + 1, otherFrom - to + 1);

/** Whether some set pixel of a mask lies at most so many pixels away from a box. */
export function isWithin(mask: RunLengthMask, box: Box, distance: number): boolean {
  const isClose = (fromX: number, toX: number, fromY: number, toY: number) => {
    const dx = gap(fromX, toX, box.x, box.x + box.width);
    const dy = gap(fromY, toY, box.y, box.y + box.height);
    return dx * dx + dy * dy <= distance * distance;
  };
  const { x, y, width, height } = mask.box;
  // Most masks are far away from most boxes: their spans need not be looked at.
  if (!isClose(x, x + width, y, y + height)) return false;
  let within = false;
  forEachSpan(mask, (row, fromX, toX) => {
    within ||= isClose(fromX, toX, row, row + 1);
  });
  return within;
}

/** What is measured of a mask again and again while guesses are judged. */
export interface MaskMeasures {
  /** Set pixels. */
  readonly pixels: number;
  readonly centre: Point;
}

const measured = new WeakMap<RunLengthMask, MaskMeasures>();

/** The measures of a mask, kept as long as the mask is. @throws RangeError for an empty mask */
export function measureMask(mask: RunLengthMask): MaskMeasures {
  const measures = measured.get(mask) ?? { pixels: countPixels(mask), centre: centrePixel(mask) };
  measured.set(mask, measures);
  return measures;
}
