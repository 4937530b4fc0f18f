import { setImmediate as breathe } from 'node:timers/promises';
import type { EditKind, Level } from '../contract/answer-key.ts';
import type { Box, Size } from '../contract/geometry.ts';
import type { RgbImage } from '../imaging/image.ts';
import type { Patch } from '../imaging/patch.ts';
import type { Random } from '../imaging/random.ts';
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
  /** Size of the image in whose pixels the proposals are. */
  readonly proposalSize: Size;
  readonly level: Level;
  readonly random: Random;
  readonly signal?: AbortSignal | undefined;
}

/** Milliseconds and counts, for the report. */
export interface MakeCosts {
  editMs: number;
  checkMs: number;
  tried: number;
}

function makeOne(
  candidate: Candidate,
  kind: EditKind,
  context: MakeContext,
  costs: MakeCosts,
): MadeDifference | undefined {
  const { image, level, random } = context;
  const start = performance.now();
  const matte = refineMask(image, candidate.proposal.placed, context.proposalSize);
  const patch = EDITS[kind].apply({ image, proposal: candidate.proposal, matte, level, random });
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
      const difference = makeOne(candidate, kind, context, costs);
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
