import type { Level } from '../../contract/answer-key.ts';
import type { Size } from '../../contract/geometry.ts';
import type { Frame } from './appeal.ts';
import { type Ambition, chooseSet } from './choose-set.ts';
import type { Option } from './option.ts';

/** From so many differences on they lie in so many quarters of the picture at least. */
const QUARTERS = [
  { from: 4, quarters: 3 },
  { from: 2, quarters: 2 },
];
/** From so many differences on there are easier and hard ones among them. */
const MIXED_FROM = 4;
/** What is worth less than this rarely comes to a difference. */
const LIKELY_VALUE = 0.015;

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
 *
 * What is likely to come to something is planned by itself first: a set that is larger only by what is unlikely must not
 * keep a good difference out. What is unlikely fills the gaps that are left.
 */
export class Planner {
  private readonly wanted: number;
  private readonly frame: Frame;
  private likely: Stage;
  private rest: Stage;

  constructor(wanted: number, image: Size, level: Level) {
    this.wanted = wanted;
    this.frame = { image, level };
    const ambitions = [...ambitionsFor(wanted)];
    this.likely = new Stage(ambitions);
    this.rest = new Stage(ambitions);
  }

  /** One that plans as this one would, and leaves it as it is. */
  copy(): Planner {
    const { image, level } = this.frame;
    const copy = new Planner(this.wanted, image, level);
    [copy.likely, copy.rest] = [this.likely.copy(), this.rest.copy()];
    return copy;
  }

  /** @returns standing differences first, then what to try, the most appealing first; nothing when nothing is left */
  plan<Each extends Option>(standing: readonly Each[], tries: readonly Each[]): readonly Each[] {
    const likely = tries.filter(({ value }) => value >= LIKELY_VALUE);
    const core = this.likely.first((ambition) => chooseSet(standing, likely, ambition, this.frame));
    const isOpen = core.some((each) => likely.includes(each));
    if (isOpen || core.length >= this.wanted) return core;
    return this.rest.first((ambition) => chooseSet(standing, tries, ambition, this.frame, core));
  }
}

/** What is still asked for. */
class Stage {
  /** The most first. */
  private readonly ambitions: readonly Ambition[];
  private at: number;

  constructor(ambitions: readonly Ambition[], at = 0) {
    this.ambitions = ambitions;
    this.at = at;
  }

  copy(): Stage {
    return new Stage(this.ambitions, this.at);
  }

  /** The first set that is found, lowering the ambition where there is none. */
  first<Set>(find: (ambition: Ambition) => readonly Set[] | undefined): readonly Set[] {
    for (; this.at < this.ambitions.length; this.at++) {
      const set = find(this.ambitions[this.at]);
      if (set) return set;
    }
    return [];
  }
}
