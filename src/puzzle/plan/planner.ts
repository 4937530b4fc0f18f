import type { Level } from '../../contract/answer-key.ts';
import type { Size } from '../../contract/geometry.ts';
import { type Ambition, chooseSet } from './choose-set.ts';
import type { Option } from './option.ts';

/** From so many differences on they lie in so many quarters of the picture at least. */
const QUARTERS = [
  { from: 4, quarters: 3 },
  { from: 2, quarters: 2 },
];
/** From so many differences on there are easier and hard ones among them. */
const MIXED_FROM = 4;

/** All that may be asked of a puzzle, the most first: rather fewer rules than fewer differences. */
function* ambitionsFor(wanted: number): Generator<Ambition> {
  for (let size = wanted; size > 0; size--) {
    const most = QUARTERS.find(({ from }) => size >= from)?.quarters ?? 1;
    if (size >= MIXED_FROM) yield { size, quarters: most, isMixed: true };
    for (let quarters = most; quarters > 0; quarters--) yield { size, quarters, isMixed: false };
  }
}

/**
 * Plans a puzzle as its differences come to stand: each time the best set of the wanted size that is still possible,
 * else the best that asks for a little less. What was found to be impossible once is not looked for again, as options
 * only become fewer.
 */
export class Planner {
  private readonly ambitions: Generator<Ambition>;
  private readonly frame: { readonly image: Size; readonly level: Level };
  private ambition: Ambition | undefined;

  constructor(wanted: number, image: Size, level: Level) {
    this.ambitions = ambitionsFor(wanted);
    this.ambition = this.ambitions.next().value;
    this.frame = { image, level };
  }

  /** @returns standing differences first, then what to try, the most appealing first; nothing when nothing is left */
  plan<Each extends Option>(standing: readonly Each[], tries: readonly Each[]): readonly Each[] {
    while (this.ambition) {
      const set = chooseSet(standing, tries, this.ambition, this.frame);
      if (set) return set;
      this.ambition = this.ambitions.next().value;
    }
    return [];
  }
}
