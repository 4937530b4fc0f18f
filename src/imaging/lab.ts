/** A colour in CIE Lab: L, a, b. */
export type Lab = readonly [number, number, number];

/** How far two colours lie apart (CIE 1976). */
export const labDistance = (one: Lab, other: Lab): number =>
  Math.hypot(one[0] - other[0], one[1] - other[1], one[2] - other[2]);
