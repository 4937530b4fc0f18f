import { type Frame, mostAppealing } from './appeal.ts';
import { isEasier, isHard, type Option } from './option.ts';
import { countQuarters, fitsBeside } from './place-rules.ts';

/** What is asked of a set of differences. */
export interface Ambition {
  /** How many they are. */
  readonly size: number;
  /** In how many quarters of the picture they lie at least. */
  readonly quarters: number;
  /** Whether one of them is easier and one hard for the level; no standing difference is given up for that. */
  readonly isMixed: boolean;
}

/** Sets that are looked at before an ambition counts as too high: some ten milliseconds' worth. */
const MAX_SETS = 1500;

/** A search for a set of options that meets an ambition: depth first, what appeals most first. */
class SetSearch<Each extends Option> {
  private seen = 0;
  private readonly standing: ReadonlySet<Each>;
  private readonly ambition: Ambition;
  private readonly frame: Frame;

  constructor(standing: readonly Each[], ambition: Ambition, frame: Frame) {
    this.standing = new Set(standing);
    this.ambition = ambition;
    this.frame = frame;
  }

  /** Adds to what was chosen from what is left, all of which fits beside it. */
  extend(chosen: readonly Each[], left: readonly Each[]): readonly Each[] | undefined {
    if (chosen.length >= this.ambition.size) return this.lacking(chosen) === 0 ? chosen : undefined;
    if (this.seen++ >= MAX_SETS) return undefined;
    let rest = this.within(chosen, left);
    while (new Set(rest.map(({ source }) => source)).size >= this.ambition.size - chosen.length) {
      const next =
        rest.find((each) => this.standing.has(each)) ?? mostAppealing(rest, chosen, this.ambition.size, this.frame);
      if (!next) return undefined;
      const set = [...chosen, next];
      rest = rest.filter((each) => each !== next);
      const found = this.extend(
        set,
        rest.filter(({ source, box }) => source !== next.source && fitsBeside(box, set, this.frame.image)),
      );
      if (found) return found;
    }
    return undefined;
  }

  /** How many more options it takes at least until a set meets the ambition in all but its size. */
  private lacking(set: readonly Each[]): number {
    const { quarters, isMixed } = this.ambition;
    const { image, level } = this.frame;
    const easier = isMixed && !set.some((each) => isEasier(each, level)) ? 1 : 0;
    const hard = isMixed && !set.some((each) => isHard(each, level)) ? 1 : 0;
    return Math.max(0, quarters - countQuarters(set, image), easier + hard);
  }

  /** Those of the options with which the ambition can still be met. */
  private within(chosen: readonly Each[], left: readonly Each[]): readonly Each[] {
    const free = this.ambition.size - chosen.length;
    if (this.lacking(chosen) < free) return left;
    return left.filter((each) => this.lacking([...chosen, each]) < free);
  }
}

/**
 * Chooses differences that can stand beside each other, among them as many of the standing ones as can be.
 *
 * @param standing differences that were made
 * @param tries what may be made besides
 * @param kept of the standing ones those that every set must hold; they fit beside each other
 * @returns standing ones first, then what to try, the most appealing first; undefined where no such set was found
 */
export function chooseSet<Each extends Option>(
  standing: readonly Each[],
  tries: readonly Each[],
  ambition: Ambition,
  frame: Frame,
  kept?: readonly Each[],
): readonly Each[] | undefined {
  const search = new SetSearch(standing, ambition, frame);
  const fittingBeside = (chosen: readonly Each[], options: readonly Each[]) =>
    options.filter(
      ({ source, box }) => chosen.every((each) => each.source !== source) && fitsBeside(box, chosen, frame.image),
    );
  if (kept) return search.extend(kept, fittingBeside(kept, [...standing, ...tries]));
  if (!ambition.isMixed) return search.extend([], [...standing, ...tries]);
  const areApart = standing.every((each, index) => fitsBeside(each.box, standing.slice(0, index), frame.image));
  if (!areApart || new Set(standing.map(({ source }) => source)).size < standing.length) return undefined;
  // When more were made than are wanted some stand back, but nothing new is tried for them.
  if (standing.length > ambition.size) return search.extend([], standing);
  return search.extend(standing, fittingBeside(standing, tries));
}
