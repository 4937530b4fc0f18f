/** The value below which this share (0 to 1) of the values lies: the nearest rank, no interpolation. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const rank = Math.max(1, Math.ceil(share * sorted.length));
  return sorted[rank - 1] ?? Number.NaN;
}

export const median = (values: readonly number[]): number => percentile(values, 0.5);

/** Rounded to one decimal place. */
export const rounded = (value: number): number => Math.round(value * 10) / 10;
