import type { Level } from '../contract/answer-key.ts';
import type { MadeDifference } from './make-checked.ts';
import { offLevel } from './plan/off-level.ts';

const flawOf = ({ patch: { flaw = 0 } }: MadeDifference) => flaw;

/** The differences that were made of a picture: what a plan may hold, and what waits until there is not enough without it. */
export class MadeDifferences {
  private fit: readonly MadeDifference[] = [];
  /** What shows a little how it was made, or takes the puzzle off its level; undefined from when it was let in. */
  private aside: readonly MadeDifference[] | undefined = [];

  /** All that may stand, the first ones as they do; a plan may leave some of them out. */
  get all(): readonly MadeDifference[] {
    return this.fit;
  }

  /** @param standing those that the plan holds beside it */
  add(difference: MadeDifference, standing: readonly MadeDifference[]): void {
    const left = this.fit.filter((each) => !standing.includes(each));
    if (this.aside && flawOf(difference) > 1) this.aside = [...this.aside, difference];
    else this.fit = [...standing, difference, ...left];
  }

  /** Sets aside what takes a puzzle off its level most. @returns whether there was something, and it may still be missed */
  level(puzzle: readonly MadeDifference[], level: Level): boolean {
    const worst = this.aside && offLevel(puzzle, level);
    if (!this.aside || !worst) return false;
    this.aside = [...this.aside, worst];
    this.discard([worst]);
    return true;
  }

  /** Lets in what was set aside, the least flawed first. @returns whether that is news */
  makeDo(): boolean {
    if (!this.aside) return false;
    this.fit = [...this.fit, ...this.aside.toSorted((a, b) => flawOf(a) - flawOf(b))];
    this.aside = undefined;
    return true;
  }

  /** Leaves differences out of all further plans. */
  discard(wrong: readonly MadeDifference[]): void {
    this.fit = this.fit.filter((each) => !wrong.includes(each));
  }
}
