import type { Level } from '../contract/answer-key.ts';
import type { Box } from '../contract/geometry.ts';
import { boxGap, growBox, scaleBox } from '../imaging/geometry.ts';
import type { RgbImage } from '../imaging/image.ts';
import { hasPixelIn, type PlacedMask, scaleMask } from '../imaging/placed-mask.ts';
import type { Random } from '../imaging/random.ts';
import type { Proposal, ProposalSet } from '../segmentation/propose.ts';
import { refineMask } from '../segmentation/refine-mask.ts';
import { clearThing } from './edits/clear-thing.ts';
import type { Clearing, EditContext } from './edits/edit.ts';
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
}

/** How far around a thing other things count, in the longer sides of its box. */
const OTHERS_REACH = 2;
/** What looks less like a thing than this may be stood on. */
const OCCUPYING_OBJECTNESS = 0.25;
/** What is more than this many times larger may be stood on, too. */
const LARGER_THAN_GROUND = 5;
/** A ring rougher than this (Lab, RMS) never closed over a thing without a trace: it is not tried. */
const HOPELESS_ROUGHNESS = 24;
const LARGEST_SEED = 0x7fffffff;

/** Things near a proposal that look at least as much like things and lie apart from it, and all that is to be kept. */
function othersNear(proposal: Proposal, { image, found }: PictureContext): PlacedMask[] {
  const box = scaleBox(proposal.placed.box, found.size, image);
  const near = growBox(box, OTHERS_REACH * Math.max(box.width, box.height), image);
  return found.proposals
    .filter((other) => other.objectness >= proposal.objectness || other.keep !== null)
    .filter((other) => boxGap(other.placed.box, proposal.placed.box) > 0)
    .filter((other) => boxGap(scaleBox(other.placed.box, found.size, image), near) === 0)
    .map((other) => scaleMask(other.placed, found.size, image));
}

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
  const { image, found, random, prompt, signal } = picture;
  const matte = refineMask(image, proposal.placed, found.size);
  const others = othersNear(proposal, picture);
  // Drawn whether it is used or not: what one edit tries must not change the chance of the next.
  const seed = String(random.integer(0, LARGEST_SEED));
  let clearing: Promise<Clearing | undefined> | undefined;
  return {
    ...picture,
    proposal,
    matte,
    host: host && scaleMask(host.placed, found.size, image),
    others,
    mayChange,
    isOccupied: (box) => isOccupied(box, proposal, picture),
    clear: () => {
      if (proposal.ringRoughness > HOPELESS_ROUGHNESS) return Promise.resolve(undefined);
      if (!clearing && --picture.fillings.left < 0) return Promise.resolve(undefined);
      clearing ??= clearThing({ image, matte, others, seed, signal });
      return clearing;
    },
    repaint: prompt === undefined ? undefined : () => clearThing({ image, matte, others, seed, prompt, signal }),
  };
}
