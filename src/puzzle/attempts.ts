import { setImmediate as breathe } from 'node:timers/promises';
import type { EditKind } from '../contract/answer-key.ts';
import type { Box, Size } from '../contract/geometry.ts';
import { createRandom } from '../imaging/random.ts';
import type { Proposal } from '../segmentation/propose.ts';
import { type CheckedEdit, checkEdit } from './check-edit.ts';
import type { EditContext, EditedPatch } from './edits/edit.ts';
import { EDITS } from './edits/registry.ts';
import { lookCloser } from './look-closer.ts';
import { isHopeless, type KnownThing, openThing, type PictureContext } from './open-thing.ts';
import { fitsBeside, fitsLevel } from './plan/place-rules.ts';

/** One kind of edit of one proposal, with all else that decides what comes of it. */
export interface Attempt {
  readonly source: Proposal;
  /** The larger thing that it is a part of or grows out of. */
  readonly host: Proposal | undefined;
  readonly kind: EditKind;
  /** What the difference has to keep its distance from. */
  readonly neighbours: readonly { readonly box: Box }[];
  /** Whether its thing may be taken away to see what is left. */
  readonly mayClear: boolean;
  /** Whether it may look odd; no when absent. */
  readonly isOdd?: boolean | undefined;
}

/** A place that gives itself away more than this shows that something stood there. */
const SPOILT_PENALTY = 0.5;

/** A box that an edit would change, and whether it may, for what stands beside it. */
interface Asked {
  readonly box: Box;
  readonly isFree: boolean;
}

/** What came of an attempt. */
export interface Outcome {
  /** Undefined where no difference did. */
  readonly made: { readonly patch: EditedPatch; readonly checked: CheckedEdit } | undefined;
  readonly asked: readonly Asked[];
  /** Whether it asked to take its thing away, and whether it might; undefined when it did not ask. */
  readonly mightClear: boolean | undefined;
  /** Whether its thing was taken away and its place shows that. */
  readonly isPlaceSpoilt: boolean;
  /** Whether something was painted by a prompt, for which a server works longest of all. */
  readonly isPainted: boolean;
  /** How long its check took. */
  readonly checkMs: number;
}

/** Whether what came of an attempt beside some neighbours is what comes of it beside others. */
export function stillHolds({ asked, mightClear }: Outcome, { neighbours, mayClear }: Attempt, image: Size): boolean {
  if (mightClear !== undefined && mightClear !== mayClear) return false;
  return asked.every(({ box, isFree }) => fitsBeside(box, neighbours, image) === isFree);
}

/** What an attempt asks about the puzzle, written down as it is answered. */
class Questions {
  readonly asked: Asked[] = [];
  mightClear: boolean | undefined;
  isPainted = false;
  private readonly attempt: Attempt;
  private readonly picture: PictureContext;

  constructor(attempt: Attempt, picture: PictureContext) {
    this.attempt = attempt;
    this.picture = picture;
  }

  readonly mayChange = (box: Box): boolean => {
    const { image, level } = this.picture;
    if (!fitsLevel(box, level, image)) return false;
    const isFree = fitsBeside(box, this.attempt.neighbours, image);
    this.asked.push({ box, isFree });
    return isFree;
  };

  mayClear(): boolean {
    this.mightClear = this.attempt.mayClear;
    return this.mightClear;
  }

  paint<Painted>(repaint: () => Promise<Painted>): Promise<Painted> {
    this.isPainted = true;
    return repaint();
  }
}

/** Makes edits of the things of one picture, each on the original image, and keeps what it learns about the things. */
export class Attempts {
  private readonly things = new Map<Proposal, KnownThing>();
  private readonly picture: PictureContext;

  constructor(picture: PictureContext) {
    this.picture = picture;
  }

  /** What is known of a thing by now. */
  known(source: Proposal): KnownThing | undefined {
    return this.things.get(source);
  }

  /** Takes over what others found out. */
  learn(source: Proposal, known: KnownThing): void {
    if (this.things.get(source)?.cleared === undefined) this.things.set(source, known);
  }

  /**
   * Makes an edit and checks it. The same comes of the same attempt wherever and whenever it is made.
   *
   * @throws the signal's reason when aborted
   */
  async make(attempt: Attempt, signal = this.picture.signal): Promise<Outcome> {
    const { image, level } = this.picture;
    const questions = new Questions(attempt, this.picture);
    const patch = await EDITS[attempt.kind].apply(this.open(attempt, questions, signal));
    // Here comes to light that nobody wants it any more.
    await breathe();
    signal?.throwIfAborted();
    const edited = performance.now();
    const checked = patch && checkEdit(image, patch, attempt.kind, level);
    // The edit may have grown beyond its proposal: size and distance hold for what players will see.
    const isFit = checked && questions.mayChange(checked.placed.box);
    const made = isFit ? { patch: { ...patch, image: checked.patch.image }, checked } : undefined;
    const { asked, mightClear, isPainted } = questions;
    const penalty = this.things.get(attempt.source)?.cleared?.place?.penalty ?? Number.POSITIVE_INFINITY;
    const isPlaceSpoilt = mightClear === true && penalty > SPOILT_PENALTY;
    return { made, asked, mightClear, isPlaceSpoilt, isPainted, checkMs: performance.now() - edited };
  }

  private open({ source, host, kind, isOdd }: Attempt, questions: Questions, signal?: AbortSignal): EditContext {
    const known = this.things.get(source) ?? lookCloser(source, this.picture);
    this.things.set(source, known);
    const thing = openThing(source, host, { ...this.picture, signal }, questions.mayChange, known);
    const { repaint } = thing;
    return {
      ...thing,
      isOdd,
      // Each has chances of its own: what was tried before changes nothing.
      random: createRandom(`${this.picture.seed}/${known.seed}/${kind}`),
      clear: async () => (isHopeless(source) || !questions.mayClear() ? undefined : thing.clear()),
      repaint: repaint && (() => questions.paint(repaint)),
    };
  }
}
