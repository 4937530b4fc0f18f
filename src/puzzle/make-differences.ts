import { setImmediate as breathe } from 'node:timers/promises';
import type { EditKind } from '../contract/answer-key.ts';
import type { Box } from '../contract/geometry.ts';
import type { Proposal } from '../segmentation/propose.ts';
import { type CheckedEdit, checkEdit } from './check-edit.ts';
import { differenceDifficulty } from './difficulty.ts';
import type { EditContext, EditedPatch } from './edits/edit.ts';
import { EDITS } from './edits/registry.ts';
import { isHopeless, openThing, type PictureContext } from './open-thing.ts';
import type { Try } from './plan/find-tries.ts';
import type { Option } from './plan/option.ts';
import { fitsBeside, fitsLevel } from './plan/place-rules.ts';
import { Planner } from './plan/planner.ts';

/** A difference that was made and passed its own check. */
export interface MadeDifference extends CheckedEdit, Option {
  readonly patch: EditedPatch;
}

/** Milliseconds and counts, for the report. */
export interface MakeCosts {
  editMs: number;
  checkMs: number;
  tried: number;
}

/** Kinds that change another place than that of their thing: they keep off the places that the plan has for others. */
const ELSEWHERE: readonly EditKind[] = ['duplicate', 'detail'];

/** Edits that may be tried for each difference that is wanted, before the picture is taken to have no more of them. */
const TRIES_PER_DIFFERENCE = 12;
/** Of these so many look for what shows nothing of how it was made. */
const PICKY_TRIES_PER_DIFFERENCE = 4;

/** What other tries of its kind and of its thing keep of their value when a try came to nothing, for each of the two. */
const DISAPPOINTING = 0.7;
/** Kinds for which a thing has to be taken away. */
const CLEARING: readonly EditKind[] = ['remove', 'replace', 'mirror', 'rotate', 'resize', 'move'];

/** Kinds that hardly ever come to nothing before that is done. */
const CLEARING_FIRST: readonly EditKind[] = ['remove', 'detail', 'resize', 'replace'];

const isMade = (option: Try | MadeDifference): option is MadeDifference => 'patch' in option;
const flawOf = ({ patch: { flaw = 0 } }: MadeDifference) => flaw;

/** Makes the differences of one puzzle, and others in the place of those that turn out to be wrong. */
export class DifferenceMaker {
  private readonly wanted: number;
  private planner: Planner;
  private readonly opened = new Map<Proposal, EditContext>();
  private readonly cleared = new Set<Proposal>();
  private readonly picture: PictureContext;
  private readonly costs: MakeCosts;
  private tries: readonly Try[];
  private tried = 0;
  /** All that was made and is not wrong, the first ones as they stand; a plan may leave some of them out. */
  private made: readonly MadeDifference[] = [];
  /** What shows a little how it was made: taken when there is not enough without it, and undefined from then on. */
  private flawed: MadeDifference[] | undefined = [];
  /** What a difference has to keep its distance from while it is made. */
  private neighbours: readonly Option[] = [];

  /** @param tries what may be made, best first */
  constructor(tries: readonly Try[], wanted: number, picture: PictureContext, costs: MakeCosts) {
    this.tries = tries;
    this.wanted = wanted;
    this.picture = picture;
    this.costs = costs;
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
      const plan = this.planner.plan<Try | MadeDifference>(this.made, this.tries);
      const standing = plan.filter(isMade);
      const next = plan.find((option) => !isMade(option));
      const isPicky = next !== undefined && this.tried < this.wanted * PICKY_TRIES_PER_DIFFERENCE;
      if (!isPicky && standing.length < this.wanted && this.makeDo()) continue;
      if (!next || isMade(next)) {
        this.picture.ahead?.expect([]);
        return standing;
      }
      this.tries = this.tries.filter((each) => each !== next);
      this.neighbours = ELSEWHERE.includes(next.kind) ? plan.filter((each) => each !== next) : standing;
      this.foresee(plan, next);
      const difference = await this.attempt(next);
      if (difference) this.keep(standing, difference);
      this.learn(next, difference !== undefined);
      await breathe();
      this.picture.signal?.throwIfAborted();
    }
  }

  /** Has done meanwhile what is planned besides this try: nearly all of that is asked for, whatever comes of it. */
  private foresee(plan: readonly (Try | MadeDifference)[], next: Try): void {
    const things = plan
      .filter((each): each is Try => !isMade(each) && CLEARING_FIRST.includes(each.kind))
      .map(({ source }) => source)
      .filter((source) => source !== next.source && !this.cleared.has(source) && !isHopeless(source));
    this.picture.ahead?.expect(this.picture.fillings.left > 0 ? things : []);
  }

  private keep(standing: readonly MadeDifference[], difference: MadeDifference): void {
    const left = this.made.filter((each) => !standing.includes(each));
    if (this.flawed && flawOf(difference) > 1) this.flawed.push(difference);
    else this.made = [...standing, difference, ...left];
  }

  /** Thinks the other tries over after one. */
  private learn({ kind, source }: Try, isMade: boolean): void {
    if (++this.tried >= this.wanted * TRIES_PER_DIFFERENCE) this.tries = [];
    const likeness = (each: Try) => Number(each.kind === kind) + Number(each.source === source);
    if (!isMade) {
      this.tries = this.tries.map((each) => ({ ...each, value: each.value * DISAPPOINTING ** likeness(each) }));
    }
    if (this.picture.fillings.left > 0) return;
    // Nothing more will be filled: only what was taken away before can be put back in another way.
    this.tries = this.tries.filter((each) => !CLEARING.includes(each.kind) || this.cleared.has(each.source));
  }

  /** Lets what is a little flawed into the plan, the least flawed first. @returns whether that is news */
  private makeDo(): boolean {
    if (!this.flawed) return false;
    this.made = [...this.made, ...this.flawed.toSorted((a, b) => flawOf(a) - flawOf(b))];
    this.flawed = undefined;
    this.planner = new Planner(this.wanted, this.picture.image, this.picture.level);
    return true;
  }

  /** Leaves differences out of all further plans. */
  discard(wrong: readonly MadeDifference[]): void {
    this.made = this.made.filter((each) => !wrong.includes(each));
  }

  private async attempt({ source, host, kind, value }: Try): Promise<MadeDifference | undefined> {
    const { costs } = this;
    const { image, level } = this.picture;
    const start = performance.now();
    const thing = this.open(source, host);
    const { left } = this.picture.fillings;
    const patch = await EDITS[kind].apply(thing);
    if (this.picture.fillings.left < left) this.cleared.add(source);
    const edited = performance.now();
    costs.editMs += edited - start;
    costs.tried++;
    if (!patch) return undefined;
    const checked = checkEdit(image, patch, kind, level);
    costs.checkMs += performance.now() - edited;
    // The edit may have grown beyond its proposal: size and distance hold for what players will see.
    if (!checked || !this.mayChange(checked.placed.box)) return undefined;
    const difficulty = differenceDifficulty(kind, checked.features);
    return { ...checked, source, kind, box: checked.placed.box, value, difficulty, patch };
  }

  private open(source: Proposal, host: Proposal | undefined): EditContext {
    const known = this.opened.get(source);
    if (known) return known;
    const thing = openThing(source, host, this.picture, (box) => this.mayChange(box));
    this.opened.set(source, thing);
    return thing;
  }

  private mayChange(box: Box): boolean {
    const { image, level } = this.picture;
    return fitsLevel(box, level, image) && fitsBeside(box, this.neighbours, image);
  }
}
