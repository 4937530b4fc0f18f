/** The share of an outline by which it is judged: a thing that melts into its ground somewhere is half a thing. */
const WEAK_SHARE = 0.25;
/** Steps are sorted into classes of this many Lab units; what is stronger than the last class is as good as any. */
const CLASS_LAB = 1;
const CLASSES = 61;

/** A sum of border lengths by strength, from which the mean of the weakest share follows. */
export class Strengths {
  private readonly lengths = new Float64Array(CLASSES);
  private total = 0;
  private sum = 0;

  clear(): void {
    this.lengths.fill(0);
    this.total = 0;
    this.sum = 0;
  }

  add(strength: number, length: number): void {
    const kept = Math.min(strength, (CLASSES - 1) * CLASS_LAB);
    this.lengths[Math.floor(kept / CLASS_LAB)] += length;
    this.total += length;
    this.sum += kept * length;
  }

  get mean(): number {
    return this.total > 0 ? this.sum / this.total : 0;
  }

  get weakMean(): number {
    const wanted = this.total * WEAK_SHARE;
    let left = wanted;
    let sum = 0;
    for (let at = 0; at < CLASSES && left > 0; at++) {
      const taken = Math.min(left, this.lengths[at]);
      sum += taken * (at + 0.5) * CLASS_LAB;
      left -= taken;
    }
    return wanted > 0 ? sum / wanted : 0;
  }
}
