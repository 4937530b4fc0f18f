/** Keys are less than this: the sum of two is still exact, whatever the order. */
const KEYS = 2 ** 52;
const LOW_BITS = 2 ** 20;

/** A 32-bit hash of a whole number. */
function mix(value: number): number {
  const spread = Math.imul(value ^ (value >>> 16), 0x45d9f3b);
  return (Math.imul(spread ^ (spread >>> 16), 0x45d9f3b) ^ (spread >>> 7)) >>> 0;
}

/** Tells sets of regions apart by numbers: sums (as whole numbers) of 52-bit hashes of their labels. */
export class RegionKeys {
  private readonly keys: Float64Array;

  /** @param count regions are numbered 0 to count - 1 */
  constructor(count: number) {
    this.keys = new Float64Array(count);
    for (let label = 0; label < count; label++) {
      this.keys[label] = mix(label + 1) * LOW_BITS + (mix(label + count + 1) >>> 12);
    }
  }

  /** The key of a set, whatever the order of its regions. */
  of(regions: readonly number[]): number {
    let key = 0;
    for (const region of regions) key = (key + this.keys[region]) % KEYS;
    return key;
  }
}
