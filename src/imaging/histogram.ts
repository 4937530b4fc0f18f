/**
 * The level that separates a histogram best in two (Otsu 1979): the classes are the levels up to it and those above,
 * and the variance between them is largest. The lowest such level when several are equally good.
 *
 * @returns undefined when all values are of one level, so that there is nothing to separate
 */
export function otsuLevel(counts: ArrayLike<number>): number | undefined {
  let [total, sum] = [0, 0];
  for (let level = 0; level < counts.length; level++) {
    total += counts[level];
    sum += level * counts[level];
  }
  let [best, bestVariance] = [-1, 0];
  let [below, belowSum] = [0, 0];
  for (let level = 0; level < counts.length; level++) {
    below += counts[level];
    belowSum += level * counts[level];
    const above = total - below;
    if (below === 0 || above === 0) continue;
    const variance = below * above * (belowSum / below - (sum - belowSum) / above) ** 2;
    if (variance <= bestVariance) continue;
    best = level;
    bestVariance = variance;
  }
  return best < 0 ? undefined : best;
}

/**
 * The value below which a share of the sorted values lies, interpolated linearly between two neighbours as numpy does.
 *
 * @param counts how often each level 0, 1, 2 ... occurs; at least one value
 * @param share 0 to 1
 */
export function quantileOfCounts(counts: ArrayLike<number>, share: number): number {
  let total = 0;
  for (let level = 0; level < counts.length; level++) total += counts[level];
  const position = share * (total - 1);
  const valueAt = (rank: number) => {
    let passed = 0;
    for (let level = 0; level < counts.length; level++) {
      passed += counts[level];
      if (passed > rank) return level;
    }
    throw new RangeError('quantileOfCounts: expected at least one value, received none');
  };
  const lower = valueAt(Math.floor(position));
  const upper = valueAt(Math.ceil(position));
  return lower + (upper - lower) * (position - Math.floor(position));
}
