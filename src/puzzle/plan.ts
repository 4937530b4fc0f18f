import type { EditKind, Level } from '../contract/answer-key.ts';
import { EDIT_KINDS } from '../contract/answer-key.ts';
import type { Box, Size } from '../contract/geometry.ts';
import type { PuzzleOptions } from '../contract/messages.ts';
import { boxGap, scaleBox } from '../imaging/geometry.ts';
import type { Random } from '../imaging/random.ts';
import type { Proposal, ProposalSet } from '../segmentation/propose.ts';
import { EDITS } from './edits/registry.ts';
import { isPaintable } from './edits/suitability.ts';
import { findStanding, isKept } from './find-standing.ts';
import {
  BORDER_RATIO,
  BOX_AREA_RATIO,
  MAX_TOTAL_AREA_RATIO,
  MIN_BOX_SIDE_RATIO,
  MIN_GAP_RATIO,
} from './level-rules.ts';

/** A proposal that may become a difference. */
export interface Candidate {
  readonly proposal: Proposal;
  /** The larger thing that it is a part of. */
  readonly host: Proposal | undefined;
  /** In pixels of the puzzle image. */
  readonly box: Box;
}

/** One kind of edit of one candidate. */
export interface Try {
  readonly candidate: Candidate;
  readonly kind: EditKind;
  /** How good a difference it would make, about 0 to 1, with a little seeded chance in it. */
  readonly value: number;
}

/** What counts for choosing: where a difference is and what was done there. */
export interface Placed {
  readonly box: Box;
  readonly kind: EditKind;
}

/** How much chance may move a candidate's value: puzzles of one picture differ, bad things stay behind good ones. */
const CHANCE = 0.5;
/** A quarter of the picture loses this much of its appeal with every difference it already has. */
const CROWDING = 0.45;
/** A kind of edit keeps this share of its appeal with every difference that was made by it ... */
const REPETITION = 0.75;
/** ... and this much right after it was used. */
const AGAIN = 0.15;
/** Kinds by which something is there or not: this share of the differences of drawn puzzles. */
const PRESENCE: readonly EditKind[] = ['remove', 'duplicate', 'detail'];
const PRESENCE_SHARE = 0.55;
/** While there are too few of them all others keep this share of their appeal, and the other way round. */
const OUT_OF_BALANCE = 0.35;
/** An edit that suits worse than this is not tried. */
const LEAST_SUITABLE = 0.01;
/** Kinds that need no thing: where circles or regions are asked for, they are tried everywhere. */
const ANYWHERE: readonly EditKind[] = ['recolour', 'remove'];

/** Whether a box has the size and the place that a difference of this level needs. */
export function fitsLevel(box: Box, level: Level, image: Size): boolean {
  const shorter = Math.min(image.width, image.height);
  const border = BORDER_RATIO * shorter;
  const area = (box.width * box.height) / (image.width * image.height);
  const { min, max } = BOX_AREA_RATIO[level];
  return (
    area >= min &&
    area <= max &&
    Math.min(box.width, box.height) >= MIN_BOX_SIDE_RATIO * shorter &&
    box.x >= border &&
    box.y >= border &&
    box.x + box.width <= image.width - border &&
    box.y + box.height <= image.height - border
  );
}

/** Whether a box keeps its distance from all others and the sum of areas stays fair. */
export function fitsBeside(box: Box, others: readonly Placed[], image: Size): boolean {
  const gap = MIN_GAP_RATIO * Math.hypot(image.width, image.height);
  const area = [box, ...others.map((other) => other.box)].reduce((sum, { width, height }) => sum + width * height, 0);
  return (
    area <= MAX_TOTAL_AREA_RATIO * image.width * image.height && others.every((other) => boxGap(box, other.box) >= gap)
  );
}

const byChance = (random: Random) => 1 + CHANCE * (random.next() - 0.5);

/**
 * All kinds of edit of all proposals of the right size and place that suit each other, best first.
 *
 * @param isPicky whether only what looks like a thing is to be changed
 */
export function findTries(
  { size, proposals }: ProposalSet,
  image: Size,
  { level, edits = EDIT_KINDS }: Pick<PuzzleOptions, 'level' | 'edits'>,
  random: Random,
  isPicky: boolean,
): Try[] {
  const kept = proposals.filter(({ keep }) => keep !== null);
  return proposals
    .flatMap((proposal) => {
      const box = scaleBox(proposal.placed.box, size, image);
      if (!fitsLevel(box, level, image) || isKept(proposal, kept)) return [];
      const { role, host } = findStanding(proposal, proposals);
      const candidate = { proposal, host, box };
      const appeal = proposal.objectness * byChance(random);
      const isLastResort = (kind: EditKind) =>
        isPicky ? kind === 'recolour' && isPaintable(proposal) : ANYWHERE.includes(kind);
      const suits = (kind: EditKind) =>
        Math.max(EDITS[kind].suits(proposal, role), isLastResort(kind) ? LEAST_SUITABLE : 0);
      return edits.map((kind) => ({ candidate, kind, suits: suits(kind), appeal }));
    })
    .filter(({ suits }) => suits >= LEAST_SUITABLE)
    .map(({ candidate, kind, suits, appeal }) => ({ candidate, kind, value: suits * appeal * byChance(random) }))
    .sort((a, b) => b.value - a.value);
}

function quadrantOf({ x, y, width, height }: Box, image: Size): number {
  return (x + width / 2 < image.width / 2 ? 0 : 1) + (y + height / 2 < image.height / 2 ? 0 : 2);
}

/** How welcome each kind of edit is beside those that were made. */
function welcomeOf(placed: readonly Placed[]): (kind: EditKind) => number {
  const last = placed[placed.length - 1]?.kind;
  const present = placed.filter(({ kind }) => PRESENCE.includes(kind)).length;
  const isBehind = present < PRESENCE_SHARE * (placed.length + 1);
  return (kind) => {
    const again = kind === last ? AGAIN : 1;
    const repeated = REPETITION ** placed.filter((other) => other.kind === kind).length;
    return again * repeated * (PRESENCE.includes(kind) === isBehind ? 1 : OUT_OF_BALANCE);
  };
}

/**
 * What to try next: the best edit that fits beside the differences made so far, where quarters of the picture that have
 * none yet come first, a kind does not follow itself where another one will do, and somewhat more than half of all
 * differences are things that are there or not.
 */
export function nextTry(tries: readonly Try[], placed: readonly Placed[], image: Size): Try | undefined {
  const crowd = [0, 0, 0, 0];
  for (const { box } of placed) crowd[quadrantOf(box, image)]++;
  const welcome = welcomeOf(placed);
  const appeal = ({ candidate, kind, value }: Try) =>
    value * welcome(kind) * CROWDING ** crowd[quadrantOf(candidate.box, image)];
  let best: Try | undefined;
  let most = 0;
  for (const each of tries) {
    const worth = appeal(each);
    if (worth > most && fitsBeside(each.candidate.box, placed, image)) [best, most] = [each, worth];
  }
  return best;
}
