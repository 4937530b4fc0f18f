/** A colour in CIE Lab: L, a, b. */
export type Lab = readonly [number, number, number];

/** How far two colours lie apart (CIE 1976). */
export const labDistance = (one: Lab, other: Lab): number =>
  Math.hypot(one[0] - other[0], one[1] - other[1], one[2] - other[2]);

/** The median of each channel; of an even number the upper one. NaN of no colours. */
export function medianLab(labs: readonly Lab[]): Lab {
  const [l, a, b] = [0, 1, 2].map(
    (channel) => Float64Array.from(labs, (lab) => lab[channel]).sort()[labs.length >> 1] ?? Number.NaN,
  );
  return [l, a, b];
}
