import type { Point } from '../contract/geometry.ts';
import { convexHull } from '../imaging/geometry.ts';
import type { Mask } from '../imaging/image.ts';
import { countSet, outlinePoints, type PlacedMask } from '../imaging/placed-mask.ts';

/** What the shape of a proposal says. */
export interface ShapeScores {
  /** Mask pixels with holes filled, working image. */
  readonly area: number;
  /** Area divided by the area of the convex hull, 0 to 1. */
  readonly solidity: number;
  /** Short axis divided by long axis of the ellipse with the same second moments, 0 (line) to 1 (circle). */
  readonly axisRatio: number;
}

/** Second moment of a square of one pixel. */
const PIXEL_MOMENT = 1 / 12;

function polygonArea(points: readonly Point[]): number {
  const twice = points.reduce((sum, point, index) => {
    const next = points[(index + 1) % points.length];
    return sum + point.x * next.y - next.x * point.y;
  }, 0);
  return Math.abs(twice) / 2;
}

function axisRatio({ width, height, data }: Mask): number {
  let [n, sx, sy, xx, yy, xy] = [0, 0, 0, 0, 0, 0];
  for (let y = 0, pixel = 0; y < height; y++) {
    for (let x = 0; x < width; x++, pixel++) {
      if (!data[pixel]) continue;
      n++;
      sx += x;
      sy += y;
      xx += x * x;
      yy += y * y;
      xy += x * y;
    }
  }
  // A pixel is a square, not a point: it has a moment of its own.
  const muXx = xx / n - (sx / n) ** 2 + PIXEL_MOMENT;
  const muYy = yy / n - (sy / n) ** 2 + PIXEL_MOMENT;
  const root = Math.hypot((muXx - muYy) / 2, xy / n - (sx / n) * (sy / n));
  const mean = (muXx + muYy) / 2;
  return Math.sqrt(Math.max(0, mean - root) / (mean + root));
}

/** Scores the shape of a mask. */
export function scoreShape(placed: PlacedMask): ShapeScores {
  const area = countSet(placed.mask);
  return {
    area,
    axisRatio: axisRatio(placed.mask),
    solidity: area / polygonArea(convexHull(outlinePoints(placed))),
  };
}
