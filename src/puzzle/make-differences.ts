import { setImmediate as breathe } from 'node:timers/promises';
import type { EditKind } from '../contract/answer-key.ts';
import type { Box } from '../contract/geometry.ts';
import type { Patch } from '../imaging/patch.ts';
import type { Proposal } from '../segmentation/propose.ts';
import { type CheckedEdit, checkEdit } from './check-edit.ts';
import type { EditContext } from './edits/edit.ts';
import { EDITS } from './edits/registry.ts';
import { openThing, type PictureContext } from './open-thing.ts';
import { type Candidate, fitsBeside, fitsLevel, nextTry, type Try } from './plan.ts';

/** A difference that was made and passed its own check. */
export interface MadeDifference extends CheckedEdit {
  readonly kind: EditKind;
  readonly box: Box;
  readonly patch: Patch;
  /** What was edited. */
  readonly source: Proposal;
}

/** Milliseconds and counts, for the report. */
export interface MakeCosts {
  editMs: number;
  checkMs: number;
  tried: number;
}

async function makeOne(
  thing: EditContext,
  kind: EditKind,
  { image, level }: PictureContext,
  costs: MakeCosts,
): Promise<MadeDifference | undefined> {
  const start = performance.now();
  const patch = await EDITS[kind].apply(thing);
  const edited = performance.now();
  costs.editMs += edited - start;
  costs.tried++;
  if (!patch) return undefined;
  const checked = checkEdit(image, patch, kind, level);
  costs.checkMs += performance.now() - edited;
  if (!checked) return undefined;
  const { box } = checked.placed;
  // The edit may have grown beyond its proposal: size and distance hold for what players will see.
  return thing.mayChange(box) ? { ...checked, kind, box, patch, source: thing.proposal } : undefined;
}

/** The things of a picture that were opened, each once, and the box of each that may still change. */
class Things {
  private readonly opened = new Map<Candidate, EditContext>();
  private readonly picture: PictureContext;
  private readonly made: readonly MadeDifference[];

  /** @param made grows while things are asked for */
  constructor(picture: PictureContext, made: readonly MadeDifference[]) {
    this.picture = picture;
    this.made = made;
  }

  open(candidate: Candidate): EditContext {
    const known = this.opened.get(candidate);
    if (known) return known;
    const { image, level } = this.picture;
    const mayChange = (box: Box) => fitsLevel(box, level, image) && fitsBeside(box, this.made, image);
    const thing = openThing(candidate.proposal, candidate.host, this.picture, mayChange);
    this.opened.set(candidate, thing);
    return thing;
  }
}

/** What was edited once is not edited again: a copy leaves its original free, and both would be changed. */
const isFree = ({ candidate }: Try, made: readonly MadeDifference[]) =>
  made.every(({ source }) => source !== candidate.proposal);

/**
 * Makes up to `wanted` differences beside those that stand already, trying the most promising first. Each edit is made
 * on the original image, since no two differences touch.
 *
 * @param tries is emptied of those that were tried
 * @returns the differences that stood and the new ones; fewer than wanted when the picture has no more room
 */
export async function makeDifferences(
  tries: Try[],
  standing: readonly MadeDifference[],
  wanted: number,
  picture: PictureContext,
  costs: MakeCosts,
): Promise<MadeDifference[]> {
  const made = [...standing];
  const things = new Things(picture, made);
  while (made.length < wanted) {
    const next = nextTry(
      tries.filter((each) => isFree(each, made)),
      made,
      picture.image,
    );
    if (!next) break;
    tries.splice(tries.indexOf(next), 1);
    const difference = await makeOne(things.open(next.candidate), next.kind, picture, costs);
    if (difference) made.push(difference);
    await breathe();
    picture.signal?.throwIfAborted();
  }
  return made;
}
