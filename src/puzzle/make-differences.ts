import { setImmediate as breathe } from 'node:timers/promises';
import type { EditKind } from '../contract/answer-key.ts';
import type { Proposal } from '../segmentation/propose.ts';
import type { Helper } from './ahead/helper.ts';
import { Outcomes } from './ahead/outcomes.ts';
import type { Attempt } from './attempts.ts';
import { differenceDifficulty } from './difficulty.ts';
import { layability } from './edits/suitability.ts';
import { MadeDifferences } from './made-differences.ts';
import { isMade, type MadeDifference, type MakeCosts, type Maker } from './make-checked.ts';
import type { PictureContext } from './open-thing.ts';
import type { Try } from './plan/find-tries.ts';
import { Planner } from './plan/planner.ts';

/** A picture whose differences are to be made. */
export interface PictureToChange extends PictureContext {
  /** How many more things may be taken away to see what is left: filling costs most of the time. */
  readonly fillings: number;
  /** A thread that helps. */
  readonly helper?: Helper | undefined;
}

/** Kinds that change another place than that of their thing: they keep off the places that the plan has for others. */
const ELSEWHERE: readonly EditKind[] = ['duplicate', 'detail'];

/** Edits that may be tried for each difference that is wanted, before the picture is taken to have no more of them. */
const TRIES_PER_DIFFERENCE = 12;
/** A try that came to nothing before anything was taken away or painted takes less time: it counts for so much less. */
const CHEAP_TRY = 0.25;
/** Of these so many look for what shows nothing of how it was made ... */
const PICKY_TRIES_PER_DIFFERENCE = 4;
/** ... and so many more, when all stand, for what takes a puzzle into its level's quarter. */
const LEVELLING_TRIES_PER_DIFFERENCE = 1;

/** What other tries of its kind and of its thing keep of their value when a try came to nothing, for each of the two. */
const DISAPPOINTING = 0.7;
/** Kinds for which a thing has to be taken away ... */
const CLEARING: readonly EditKind[] = ['remove', 'replace', 'mirror', 'rotate', 'resize', 'move'];
/** ... but for these, where it can be laid over itself. */
const LAYING: readonly EditKind[] = ['mirror', 'resize'];

/** Whether nothing can come of a try unless its thing may be taken away. */
const needsClearing = ({ kind, source }: Try) =>
  CLEARING.includes(kind) && !(LAYING.includes(kind) && layability(source) > 0);

/** Makes the differences of one puzzle, and others in the place of those that turn out to be wrong. */
export class DifferenceMaker implements Maker {
  private readonly wanted: number;
  private planner: Planner;
  private readonly cleared = new Set<Proposal>();
  /** Of these the ones that cannot be taken away without a trace. */
  private readonly spoilt = new Set<Proposal>();
  private readonly picture: PictureToChange;
  private readonly outcomes: Outcomes;
  private readonly costs: MakeCosts;
  private tries: readonly Try[];
  /** The tries so far, of which cheap ones count for less. */
  private effort = 0;
  private readonly made = new MadeDifferences();
  /** The effort from which on a puzzle makes do with what was set aside. */
  private patience: number;
  /** The effort from which on nothing more is tried to take the puzzle into its level's quarter. */
  private levellingEnd: number | undefined;
  /** How many more things may be taken away. */
  private fillings: number;

  /** @param tries what may be made, best first */
  constructor(tries: readonly Try[], wanted: number, picture: PictureToChange, costs: MakeCosts) {
    this.tries = tries;
    this.wanted = wanted;
    this.patience = wanted * PICKY_TRIES_PER_DIFFERENCE;
    this.picture = picture;
    this.costs = costs;
    this.fillings = picture.fillings;
    this.outcomes = new Outcomes(picture, picture.helper);
    this.planner = new Planner(wanted, picture.image, picture.level);
  }

  /**
   * Makes differences until as many stand beside each other as were wanted. Each edit is made on the original image,
   * since no two differences touch.
   *
   * @returns fewer than wanted when the picture has no room for more
   */
  async make(): Promise<readonly MadeDifference[]> {
    for (;;) {
      const plan = this.planner.plan<Try | MadeDifference>(this.made.all, this.tries);
      const standing = plan.filter(isMade);
      const next = plan.find((option): option is Try => !isMade(option));
      const isPicky = next !== undefined && !next.isOdd && this.effort < this.patience;
      if (!isPicky && standing.length < this.wanted && this.makeDo()) continue;
      if (!next) {
        if (this.setAside(standing)) continue;
        this.outcomes.rest();
        return standing;
      }
      this.tries = this.tries.filter((each) => each !== next);
      this.foresee(plan, next);
      const difference = await this.attempt(next, plan);
      if (difference) this.made.add(difference, standing);
      this.tries = this.thinkOver(next, difference !== undefined);
      await breathe();
      this.picture.signal?.throwIfAborted();
    }
  }

  /** Nothing more is wanted of it. */
  close(): void {
    this.outcomes.close();
  }

  /** Has done meanwhile what will probably be tried next: what comes next when nothing comes of this try, and the plan. */
  private foresee(plan: readonly (Try | MadeDifference)[], next: Try): void {
    if (!this.outcomes.hasForesight) return;
    const left = this.thinkOver(next, false);
    const otherwise = this.planner.copy().plan<Try | MadeDifference>(this.made.all, left);
    const likely = [...otherwise, ...plan].filter((each): each is Try => !isMade(each) && each !== next);
    this.outcomes.expect(likely.map((each) => this.attemptAt(each, otherwise)));
  }

  /** What the other tries are worth after one. */
  private thinkOver({ kind, source, isOdd }: Try, hasWorked: boolean): readonly Try[] {
    if (this.effort >= this.wanted * TRIES_PER_DIFFERENCE) return [];
    // What can be changed naturally tells nothing of what takes another colour.
    const likeness = (each: Try) =>
      each.isOdd === isOdd ? Number(each.kind === kind) + Number(each.source === source) : 0;
    const tries = hasWorked
      ? this.tries
      : this.tries.map((each) => ({ ...each, value: each.value * DISAPPOINTING ** likeness(each) }));
    // When nothing more will be filled only what was taken away before can be put back in another way.
    const mayClear = (thing: Proposal) => this.fillings > 0 || this.cleared.has(thing);
    return tries.filter(
      (each) =>
        !needsClearing(each) || (mayClear(each.source) && (this.isPainted(each) || !this.spoilt.has(each.source))),
    );
  }

  /** Whether something else is painted where the thing stands, on no ground of its own. */
  private isPainted({ kind }: Try): boolean {
    return kind === 'replace' && this.picture.prompt !== undefined;
  }

  /** Lets into the plan what was set aside. @returns whether that is news */
  private makeDo(): boolean {
    if (!this.made.makeDo()) return false;
    this.planner = new Planner(this.wanted, this.picture.image, this.picture.level);
    return true;
  }

  /** Leaves differences out of all further plans. */
  discard(wrong: readonly MadeDifference[]): void {
    this.made.discard(wrong);
  }

  /** Sets aside what takes the puzzle off its level, so that something else is tried for it. @returns whether it did */
  private setAside(standing: readonly MadeDifference[]): boolean {
    const isOpen = standing.length === this.wanted && this.effort < this.patience;
    if (!isOpen || !this.made.level(standing, this.picture.level)) return false;
    this.levellingEnd ??= this.effort + this.wanted * LEVELLING_TRIES_PER_DIFFERENCE;
    this.patience = Math.min(this.patience, this.levellingEnd);
    return true;
  }

  private async attempt(next: Try, plan: readonly (Try | MadeDifference)[]): Promise<MadeDifference | undefined> {
    const { costs } = this;
    const start = performance.now();
    const { made, mightClear, isPlaceSpoilt, isPainted, checkMs } = await this.outcomes.of(this.attemptAt(next, plan));
    const tookMs = performance.now() - start;
    costs.checkMs += Math.min(checkMs, tookMs);
    costs.editMs += Math.max(0, tookMs - checkMs);
    costs.tried++;
    const { source, kind, value } = next;
    const isCleared = mightClear === true && !this.cleared.has(source);
    this.effort += isCleared || isPainted || made ? 1 : CHEAP_TRY;
    if (isPlaceSpoilt) this.spoilt.add(source);
    if (isCleared) {
      this.cleared.add(source);
      this.fillings--;
    }
    if (!made) return undefined;
    const { patch, checked } = made;
    const difficulty = differenceDifficulty(kind, checked.features);
    return { ...checked, source, kind, box: checked.placed.box, value, difficulty, patch };
  }

  /** A try as part of a plan. */
  private attemptAt({ source, host, kind, isOdd }: Try, plan: readonly (Try | MadeDifference)[]): Attempt {
    const isElsewhere = ELSEWHERE.includes(kind);
    const neighbours = plan.filter((each) => isMade(each) || (isElsewhere && each.source !== source));
    return { source, host, kind, neighbours, mayClear: this.fillings > 0 || this.cleared.has(source), isOdd };
  }
}
