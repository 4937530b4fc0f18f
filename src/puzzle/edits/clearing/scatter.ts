/** The golden section: its multiples lie evenly over a circle, however many there are. */
const GOLDEN = 0.618;

const commonDivisor = (a: number, b: number): number => (b === 0 ? a : commonDivisor(b, a % b));

/** A list in an order in which the first few already come from all over it: they stand for all where most are refused. */
export function scatter<Each>(list: readonly Each[]): Each[] {
  const { length } = list;
  let step = Math.max(1, Math.round(GOLDEN * length));
  while (commonDivisor(step, length) > 1) step++;
  return list.map((_, index) => list[(index * step) % length]);
}
