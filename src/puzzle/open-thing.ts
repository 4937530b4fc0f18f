import type { Level } from '../contract/answer-key.ts';
import type { Box } from '../contract/geometry.ts';
import { scaleBox } from '../imaging/geometry.ts';
import type { RgbImage } from '../imaging/image.ts';
import { hasPixelIn, scaleMask } from '../imaging/placed-mask.ts';
import type { Random } from '../imaging/random.ts';
import type { Proposal, ProposalSet } from '../segmentation/propose.ts';
import type { ClearAhead } from './ahead/clear-ahead.ts';
import { lookCloser } from './ahead/look-closer.ts';
import { type ClearedPlace, clearPatch, clearThing, showCleared } from './edits/clear-thing.ts';
import type { EditContext } from './edits/edit.ts';
import type { PictureFacts } from './picture-facts.ts';

/** A picture that is being made into a puzzle. */
export interface PictureContext {
  readonly image: RgbImage;
  readonly facts: PictureFacts;
  /** What was found in the picture, and the size of the image in whose pixels it is. */
  readonly found: ProposalSet;
  readonly level: Level;
  readonly random: Random;
  /** How many more things may be taken away to see what is left: filling costs most of the time. */
  readonly fillings: { left: number };
  /** What to paint where a thing is taken away. */
  readonly prompt?: string | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Things that another thread takes away meanwhile. */
  readonly ahead?: ClearAhead | undefined;
}

/** Seeds of the engines that imagine things are 31 bits. */
const LARGEST_SEED = 2 ** 31 - 1;
/** What looks less like a thing than this may be stood on. */
const OCCUPYING_OBJECTNESS = 0.25;
/** What is more than this many times larger may be stood on, too. */
const LARGER_THAN_GROUND = 5;
/** A ring rougher than this (Lab, RMS) never closed over a thing without a trace: it is not tried. */
const HOPELESS_ROUGHNESS = 24;

/** Whether nothing could be made up where a thing stands that would not show. */
export const isHopeless = ({ ringRoughness }: Proposal): boolean => ringRoughness > HOPELESS_ROUGHNESS;

/** Whether something of up to some times a thing's own size stands in a box: larger things are ground to it. */
function isOccupied(box: Box, proposal: Proposal, { image, found }: PictureContext): boolean {
  const asked = scaleBox(box, image, found.size);
  return found.proposals.some((other) => {
    const isThing = other.objectness >= OCCUPYING_OBJECTNESS && other.area <= LARGER_THAN_GROUND * proposal.area;
    return (isThing || other.keep !== null) && hasPixelIn(other.placed, asked);
  });
}

/**
 * Brings a proposal to the pixels of the puzzle image, with all that edits ask about it.
 *
 * @param host the larger thing that it is a part of
 * @param mayChange whether a difference with this box would have the size and the place that the puzzle needs
 */
export function openThing(
  proposal: Proposal,
  host: Proposal | undefined,
  picture: PictureContext,
  mayChange: (box: Box) => boolean,
): EditContext {
  const { image, found, prompt, signal, ahead } = picture;
  const { matte, others, seed } = ahead?.known(proposal) ?? lookCloser(proposal, picture);
  const task = { image, matte, others, seed, signal };
  // What is imagined is another thing for each puzzle; what is copied need not be.
  const paintSeed = prompt === undefined ? seed : String(picture.random.integer(0, LARGEST_SEED));
  /** Only the place is kept: whole pictures of all that was tried would take more memory than all else. */
  let cleared: Promise<ClearedPlace | undefined> | undefined;
  const clear = async () => {
    const known = await ahead?.take(proposal);
    return known ? known.place : clearPatch(task);
  };
  return {
    ...picture,
    proposal,
    matte,
    host: host && scaleMask(host.placed, found.size, image),
    others,
    mayChange,
    isOccupied: (box) => isOccupied(box, proposal, picture),
    clear: async () => {
      if (isHopeless(proposal) || (!cleared && --picture.fillings.left < 0)) return undefined;
      cleared ??= clear();
      const place = await cleared;
      return place && showCleared(image, place);
    },
    repaint: prompt === undefined ? undefined : () => clearThing({ ...task, seed: paintSeed, prompt }),
  };
}
