import type { EditKind, Level } from '../contract/answer-key.ts';
import { EDIT_KINDS } from '../contract/answer-key.ts';
import type { Box, Size } from '../contract/geometry.ts';
import { boxGap, scaleBox } from '../imaging/geometry.ts';
import type { Random } from '../imaging/random.ts';
import type { Proposal, ProposalSet } from '../segmentation/propose.ts';
import { EDITS } from './edits/registry.ts';
import {
  BORDER_RATIO,
  BOX_AREA_RATIO,
  MAX_TOTAL_AREA_RATIO,
  MIN_BOX_SIDE_RATIO,
  MIN_GAP_RATIO,
} from './level-rules.ts';

/** A proposal that may become a difference, with the kinds of edit that suit it. */
export interface Candidate {
  readonly proposal: Proposal;
  /** In pixels of the puzzle image. */
  readonly box: Box;
  /** How good a difference it would make, about 0 to 1, with a little seeded chance in it. */
  readonly value: number;
  readonly suitability: ReadonlyMap<EditKind, number>;
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
/** A kind of edit loses this much of its appeal right after it was used. */
const REPETITION = 0.5;
/** An edit that suits worse than this is not tried. */
const LEAST_SUITABLE = 0.08;

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

function suitabilityOf(proposal: Proposal, kinds: readonly EditKind[]): Map<EditKind, number> {
  const entries = kinds.map((kind) => [kind, EDITS[kind].suits(proposal)] as const);
  return new Map(entries.filter(([, suits]) => suits >= LEAST_SUITABLE));
}

/** All proposals of the right size and place that some edit suits, in order of value. */
export function findCandidates(
  { size, proposals }: ProposalSet,
  image: Size,
  level: Level,
  random: Random,
  kinds: readonly EditKind[] = EDIT_KINDS,
): Candidate[] {
  return proposals
    .map((proposal) => {
      const suitability = suitabilityOf(proposal, kinds);
      const best = Math.max(0, ...suitability.values());
      const value = proposal.objectness * Math.sqrt(best) * (1 + CHANCE * (random.next() - 0.5));
      return { proposal, box: scaleBox(proposal.placed.box, size, image), value, suitability };
    })
    .filter(({ box, suitability }) => suitability.size > 0 && fitsLevel(box, level, image))
    .sort((a, b) => b.value - a.value);
}

function quadrantOf({ x, y, width, height }: Box, image: Size): number {
  return (x + width / 2 < image.width / 2 ? 0 : 1) + (y + height / 2 < image.height / 2 ? 0 : 2);
}

/**
 * The candidate to try next: the best one that fits beside the differences made so far, where quarters of the picture
 * that have none yet come first.
 */
export function nextCandidate(
  candidates: readonly Candidate[],
  placed: readonly Placed[],
  image: Size,
): Candidate | undefined {
  const crowd = [0, 0, 0, 0];
  for (const { box } of placed) crowd[quadrantOf(box, image)]++;
  const appeal = ({ box, value }: Candidate) => value * CROWDING ** crowd[quadrantOf(box, image)];
  let best: Candidate | undefined;
  for (const candidate of candidates) {
    if ((!best || appeal(candidate) > appeal(best)) && fitsBeside(candidate.box, placed, image)) best = candidate;
  }
  return best;
}

/** The kinds of edit to try on a candidate, best first; the kind used last comes later. */
export function kindsToTry({ suitability }: Candidate, placed: readonly Placed[], random: Random): EditKind[] {
  const last = placed[placed.length - 1]?.kind;
  return [...suitability]
    .map(([kind, suits]) => ({
      kind,
      appeal: suits * (kind === last ? REPETITION : 1) * (1 + CHANCE * (random.next() - 0.5)),
    }))
    .sort((a, b) => b.appeal - a.appeal)
    .map(({ kind }) => kind);
}
