import { setImmediate as breathe } from 'node:timers/promises';
import type { EditKind, Level } from '../contract/answer-key.ts';
import type { Box } from '../contract/geometry.ts';
import { boxGap, growBox, scaleBox } from '../imaging/geometry.ts';
import type { RgbImage } from '../imaging/image.ts';
import type { Patch } from '../imaging/patch.ts';
import { type PlacedMask, scaleMask } from '../imaging/placed-mask.ts';
import type { Random } from '../imaging/random.ts';
import type { ProposalSet } from '../segmentation/propose.ts';
import { refineMask } from '../segmentation/refine-mask.ts';
import { type CheckedEdit, checkEdit } from './check-edit.ts';
import { EDITS } from './edits/registry.ts';
import { type Candidate, fitsBeside, fitsLevel, kindsToTry, nextCandidate } from './plan.ts';

/** A difference that was made and passed its own check. */
export interface MadeDifference extends CheckedEdit {
  readonly kind: EditKind;
  readonly box: Box;
  readonly patch: Patch;
}

/** What making differences needs to know. */
export interface MakeContext {
  readonly image: RgbImage;
  /** What was found in the picture, and the size of the image in whose pixels it is. */
  readonly found: ProposalSet;
  readonly level: Level;
  readonly random: Random;
  readonly signal?: AbortSignal | undefined;
}

/** How far around a thing other things count, in the longer sides of its box. */
const OTHERS_REACH = 2;

/** Milliseconds and counts, for the report. */
export interface MakeCosts {
  editMs: number;
  checkMs: number;
  tried: number;
}

/** Things near a candidate that look at least as much like things and lie apart from it. */
function othersNear({ proposal, box }: Candidate, { image, found }: MakeContext): PlacedMask[] {
  const near = growBox(box, OTHERS_REACH * Math.max(box.width, box.height), image);
  return found.proposals
    .filter((other) => other.objectness >= proposal.objectness && boxGap(other.placed.box, proposal.placed.box) > 0)
    .filter((other) => boxGap(scaleBox(other.placed.box, found.size, image), near) === 0)
    .map((other) => scaleMask(other.placed, found.size, image));
}

async function makeOne(
  candidate: Candidate,
  kind: EditKind,
  context: MakeContext,
  costs: MakeCosts,
): Promise<MadeDifference | undefined> {
  const { image, found, level, random, signal } = context;
  const { proposal } = candidate;
  const start = performance.now();
  const matte = refineMask(image, proposal.placed, found.size);
  const others = othersNear(candidate, context);
  const patch = await EDITS[kind].apply({ image, proposal, matte, level, random, others, signal });
  const edited = performance.now();
  costs.editMs += edited - start;
  costs.tried++;
  if (!patch) return undefined;
  const checked = checkEdit(image, patch, level);
  costs.checkMs += performance.now() - edited;
  return checked && { ...checked, kind, box: checked.placed.box, patch };
}

/**
 * Makes up to `wanted` differences beside those that stand already, trying the most promising candidates first. Each
 * edit is made on the original image, since no two differences touch.
 *
 * @param candidates is emptied of those that were tried
 * @returns the differences that stood and the new ones; fewer than wanted when the picture has no more room
 */
export async function makeDifferences(
  candidates: Candidate[],
  standing: readonly MadeDifference[],
  wanted: number,
  context: MakeContext,
  costs: MakeCosts,
): Promise<MadeDifference[]> {
  const made = [...standing];
  while (made.length < wanted) {
    const candidate = nextCandidate(candidates, made, context.image);
    if (!candidate) break;
    candidates.splice(candidates.indexOf(candidate), 1);
    for (const kind of kindsToTry(candidate, made, context.random)) {
      const difference = await makeOne(candidate, kind, context, costs);
      if (!difference) continue;
      // The edit may have grown beyond its proposal: size and distance hold for what players will see.
      if (!fitsLevel(difference.box, context.level, context.image)) continue;
      if (!fitsBeside(difference.box, made, context.image)) continue;
      made.push(difference);
      break;
    }
    await breathe();
    context.signal?.throwIfAborted();
  }
  return made;
}
