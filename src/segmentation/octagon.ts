/** Least values along two directions, then the greatest. */
export type Bounds = readonly [number, number, number, number];

/** What upright and slanting sides enclose. */
export interface Octagon {
  /** minX, minY, maxX, maxY. */
  readonly corners: Bounds;
  /** Least x + y and x - y, greatest x + y and x - y. */
  readonly diagonals: Bounds;
}

/** The bounds that hold those of two regions. @param bounds four values a region */
export function uniteBounds(bounds: Int32Array, a: number, b: number): Bounds {
  const [one, other] = [a * 4, b * 4];
  return [
    Math.min(bounds[one], bounds[other]),
    Math.min(bounds[one + 1], bounds[other + 1]),
    Math.max(bounds[one + 2], bounds[other + 2]),
    Math.max(bounds[one + 3], bounds[other + 3]),
  ];
}

/** The bounds that hold those of all given regions. @param bounds four values a region */
export function boundsOf(regions: readonly number[], bounds: Int32Array): Bounds {
  let [lowest, lower, highest, higher] = bounds.subarray(regions[0] * 4, regions[0] * 4 + 4);
  for (const region of regions) {
    const at = region * 4;
    lowest = Math.min(lowest, bounds[at]);
    lower = Math.min(lower, bounds[at + 1]);
    highest = Math.max(highest, bounds[at + 2]);
    higher = Math.max(higher, bounds[at + 3]);
  }
  return [lowest, lower, highest, higher];
}

/** Pixels in a corner that a slanting side cuts off `steps` diagonals deep. */
const cutOff = (steps: number) => (steps > 0 ? (steps * (steps + 1)) / 2 : 0);

/** Pixels of an octagon: never more than its box has, and close to those of the convex hull of what is in it. */
export function octagonArea({ corners, diagonals }: Octagon): number {
  const [minX, minY, maxX, maxY] = corners;
  const [leastSum, leastDifference, greatestSum, greatestDifference] = diagonals;
  return (
    (maxX - minX + 1) * (maxY - minY + 1) -
    cutOff(leastSum - minX - minY) -
    cutOff(maxX + maxY - greatestSum) -
    cutOff(leastDifference - minX + maxY) -
    cutOff(maxX - minY - greatestDifference)
  );
}
