import type { Level } from '../contract/answer-key.ts';
import type { Box } from '../contract/geometry.ts';
import { scaleBox } from '../imaging/geometry.ts';
import type { RgbImage } from '../imaging/image.ts';
import { hasPixelIn, scaleMask } from '../imaging/placed-mask.ts';
import { createRandom } from '../imaging/random.ts';
import type { Proposal, ProposalSet } from '../segmentation/propose.ts';
import { type ClearedPlace, clearPatch, clearThing, showCleared } from './edits/clearing/clear-thing.ts';
import type { EditContext } from './edits/edit.ts';
import { type CloserLook, lookCloser } from './look-closer.ts';
import type { PictureFacts } from './picture-facts.ts';

/** A picture that is being made into a puzzle. */
export interface PictureContext {
  readonly image: RgbImage;
  readonly facts: PictureFacts;
  /** What was found in the picture, and the size of the image in whose pixels it is. */
  readonly found: ProposalSet;
  readonly level: Level;
  /** Decides all that is left to chance. */
  readonly seed: string;
  /** What to paint where a thing is taken away. */
  readonly prompt?: string | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** What is known of a thing. It takes time to find out, and is the same whoever does. */
export interface KnownThing extends CloserLook {
  /** What its place becomes without it, from when somebody wanted to know; no place where nothing can be made up there. */
  cleared?: { readonly place: ClearedPlace | undefined } | undefined;
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
 * @param host the larger thing that it is a part of or grows out of
 * @param mayChange whether a difference with this box would have the size and the place that the puzzle needs
 * @param known what is known of it; takes what is found out
 */
export function openThing(
  proposal: Proposal,
  host: Proposal | undefined,
  picture: PictureContext,
  mayChange: (box: Box) => boolean,
  known: KnownThing = lookCloser(proposal, picture),
): EditContext {
  const { image, found, prompt, signal } = picture;
  const { matte, others, seed } = known;
  const task = { image, matte, others, seed, signal };
  const random = createRandom(`${picture.seed}/${seed}`);
  // What is imagined is another thing for each puzzle; what is copied need not be.
  const paintSeed = prompt === undefined ? seed : String(random.integer(0, LARGEST_SEED));
  return {
    ...picture,
    random,
    proposal,
    matte,
    host: host && scaleMask(host.placed, found.size, image),
    others,
    mayChange,
    isOccupied: (box) => isOccupied(box, proposal, picture),
    clear: async () => {
      if (isHopeless(proposal)) return undefined;
      // Only the place is kept: whole pictures of all that was tried would take more memory than all else.
      known.cleared ??= { place: await clearPatch(task) };
      const { place } = known.cleared;
      return place && showCleared(image, place);
    },
    repaint: prompt === undefined ? undefined : () => clearThing({ ...task, seed: paintSeed, prompt }),
  };
}
