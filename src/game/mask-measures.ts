import type { Box, Point } from '../contract/geometry.ts';
import { forEachSpan, type RunLengthMask } from '../contract/run-length-mask.ts';

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
