import { setImmediate as breathe } from 'node:timers/promises';
import type { Level } from '../../contract/answer-key.ts';
import { checkEdit } from '../check-edit.ts';
import { differenceDifficulty } from '../difficulty.ts';
import type { MadeDifference, MakeCosts, Maker } from '../make-checked.ts';
import { fitsBeside, fitsLevel } from '../plan/place-rules.ts';
import { Planner } from '../plan/planner.ts';
import type { DrawnScene, Redrawing } from './find-redrawings.ts';
import { redraw } from './redraw.ts';

/** Changes that may be drawn for each difference that is wanted, before the scene is taken to have no more of them. */
const TRIES_PER_DIFFERENCE = 20;

/** What other changes of the same kind of the same object keep of their value when one came to nothing. */
const DISAPPOINTING = 0.4;

const isMade = (option: Redrawing | MadeDifference): option is MadeDifference => 'patch' in option;

/** What a scene is made into. */
interface Wanted {
  readonly differences: number;
  readonly level: Level;
  readonly signal?: AbortSignal | undefined;
}

/** Makes the differences of a puzzle by drawing its scene anew, one changed object at a time. */
export class RedrawMaker implements Maker {
  private readonly drawn: DrawnScene;
  private readonly wanted: Wanted;
  private readonly costs: MakeCosts;
  private readonly planner: Planner;
  private tries: readonly Redrawing[];
  /** All that passed, the first ones as they stand; a plan may leave some of them out. */
  private made: readonly MadeDifference[] = [];

  /** @param tries what may be drawn, best first */
  constructor(drawn: DrawnScene, tries: readonly Redrawing[], wanted: Wanted, costs: MakeCosts) {
    this.drawn = drawn;
    this.tries = tries;
    this.wanted = wanted;
    this.costs = costs;
    this.planner = new Planner(wanted.differences, drawn.image, wanted.level);
  }

  async make(): Promise<readonly MadeDifference[]> {
    for (;;) {
      const plan = this.planner.plan<Redrawing | MadeDifference>(this.made, this.tries);
      const standing = plan.filter(isMade);
      const next = plan.find((option) => !isMade(option));
      if (!next || isMade(next)) return standing;
      this.tries = this.tries.filter((each) => each !== next);
      const difference = await this.draw(next, standing);
      if (!difference) this.disappoint(next);
      else this.made = [...standing, difference, ...this.made.filter((each) => !standing.includes(each))];
      if (this.costs.tried >= this.wanted.differences * TRIES_PER_DIFFERENCE) this.tries = [];
      await breathe();
      this.wanted.signal?.throwIfAborted();
    }
  }

  discard(wrong: readonly MadeDifference[]): void {
    this.made = this.made.filter((each) => !wrong.includes(each));
  }

  /** Nothing is kept open. */
  close(): void {}

  private disappoint({ source, kind }: Redrawing): void {
    const isLike = (each: Redrawing) => each.source === source && each.kind === kind;
    this.tries = this.tries.map((each) => (isLike(each) ? { ...each, value: each.value * DISAPPOINTING } : each));
  }

  private async draw(next: Redrawing, standing: readonly MadeDifference[]): Promise<MadeDifference | undefined> {
    const { costs, drawn, wanted } = this;
    const start = performance.now();
    const patch = await redraw(drawn.setting, drawn.scene, next.change, drawn.image);
    const drew = performance.now();
    const checked = patch && checkEdit(drawn.image, patch, next.kind, wanted.level);
    costs.editMs += drew - start;
    costs.checkMs += performance.now() - drew;
    costs.tried++;
    if (!checked) return undefined;
    const { box } = checked.placed;
    if (!fitsLevel(box, wanted.level, drawn.image) || !fitsBeside(box, standing, drawn.image)) return undefined;
    const difficulty = differenceDifficulty(next.kind, checked.features);
    const { source, kind, value } = next;
    return { ...checked, source, kind, box, value, difficulty };
  }
}
