import { setImmediate as breathe } from 'node:timers/promises';
import type { Level } from '../../contract/answer-key.ts';
import { checkEdit } from '../check-edit.ts';
import { differenceDifficulty } from '../difficulty.ts';
import { MadeDifferences } from '../made-differences.ts';
import { isMade, type MadeDifference, type MakeCosts, type Maker } from '../make-checked.ts';
import { fitsBeside, fitsLevel } from '../plan/place-rules.ts';
import { Planner } from '../plan/planner.ts';
import type { DrawnScene, Redrawing } from './find-redrawings.ts';
import { redraw } from './redraw.ts';

/** Changes that may be drawn for each difference that is wanted, before the scene is taken to have no more of them. */
const TRIES_PER_DIFFERENCE = 20;
/** Until so many were drawn, what takes a puzzle off its level's quarter is set aside and others are tried. */
const LEVELLING_TRIES_PER_DIFFERENCE = 8;

/** What other changes of the same kind of the same object keep of their value when one came to nothing. */
const DISAPPOINTING = 0.4;

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
  private planner: Planner;
  private tries: readonly Redrawing[];
  private readonly made = new MadeDifferences();

  /** @param tries what may be drawn, best first */
  constructor(drawn: DrawnScene, tries: readonly Redrawing[], wanted: Wanted, costs: MakeCosts) {
    this.drawn = drawn;
    this.tries = tries;
    this.wanted = wanted;
    this.costs = costs;
    this.planner = this.newPlanner();
  }

  private newPlanner(): Planner {
    return new Planner(this.wanted.differences, this.drawn.image, this.wanted.level);
  }

  async make(): Promise<readonly MadeDifference[]> {
    for (;;) {
      const plan = this.planner.plan<Redrawing | MadeDifference>(this.made.all, this.tries);
      const standing = plan.filter(isMade);
      const next = plan.find((option) => !isMade(option));
      const isPatient = this.costs.tried < this.wanted.differences * LEVELLING_TRIES_PER_DIFFERENCE;
      const isWhole = standing.length === this.wanted.differences;
      if (!isWhole && (!next || !isPatient) && this.makeDo()) continue;
      if (!next || isMade(next)) {
        if (isWhole && isPatient && this.made.level(standing, this.wanted.level)) continue;
        return standing;
      }
      this.tries = this.tries.filter((each) => each !== next);
      const difference = await this.draw(next, standing);
      if (!difference) this.disappoint(next);
      else this.made.add(difference, standing);
      if (this.costs.tried >= this.wanted.differences * TRIES_PER_DIFFERENCE) this.tries = [];
      await breathe();
      this.wanted.signal?.throwIfAborted();
    }
  }

  discard(wrong: readonly MadeDifference[]): void {
    this.made.discard(wrong);
  }

  /** Lets in what was set aside. @returns whether that is news */
  private makeDo(): boolean {
    if (!this.made.makeDo()) return false;
    this.planner = this.newPlanner();
    return true;
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
