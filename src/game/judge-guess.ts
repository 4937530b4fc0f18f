import type { AnswerKey, KeyDifference } from '../contract/answer-key.ts';
import type { Box, Point } from '../contract/geometry.ts';
import { cellBox } from '../contract/grid.ts';
import { CELL_MIN_COVERAGE, CELL_MIN_MASK_SHARE, NEAR_RATIO, POINT_TOLERANCE_RATIO } from '../contract/limits.ts';
import { distanceToMask, type RunLengthMask } from '../contract/run-length-mask.ts';
import { partBox } from './cell-parts.ts';
import { isWithin, measureMask, pixelsInBox } from './mask-measures.ts';
import type { GuessTarget, Verdict } from './round.ts';

/** A difference that a guess touches. Of several, the one with the highest rank counts. */
interface Hit {
  readonly differenceId: number;
  readonly rank: number;
}

const shorterSide = ({ width, height }: AnswerKey): number => Math.min(width, height);

const holds = (box: Box, { x, y }: Point): boolean =>
  x >= box.x && x < box.x + box.width && y >= box.y && y < box.y + box.height;

/** A point hits within the mask grown by the tolerance; the nearest mask ranks highest. */
function hitByPoint(key: AnswerKey, { id, mask }: KeyDifference, point: Point): Hit | undefined {
  const tolerance = POINT_TOLERANCE_RATIO * shorterSide(key);
  if (!isWithin(mask, boxAround(point), tolerance)) return undefined;
  const distance = distanceToMask(mask, point);
  return distance <= tolerance ? { differenceId: id, rank: -distance } : undefined;
}

/** A box hits what lies in it to a fair part; the mask with most pixels in it ranks highest. */
function hitByBox({ id, mask }: KeyDifference, box: Box): Hit | undefined {
  if (!isWithin(mask, box, 0)) return undefined;
  const pixels = pixelsInBox(mask, box);
  return hasFairPart(mask, box, pixels) ? { differenceId: id, rank: pixels } : undefined;
}

function hasFairPart(mask: RunLengthMask, box: Box, pixels: number): boolean {
  const measures = measureMask(mask);
  const enoughOfMask = pixels >= CELL_MIN_MASK_SHARE * measures.pixels;
  const enoughOfBox = pixels >= CELL_MIN_COVERAGE * box.width * box.height;
  return enoughOfMask || enoughOfBox || holds(box, measures.centre);
}

/** A part of a cell is small: it also hits what a point in its middle would. */
function hitByPart(key: AnswerKey, difference: KeyDifference, box: Box): Hit | undefined {
  const middle = { x: box.x + Math.floor(box.width / 2), y: box.y + Math.floor(box.height / 2) };
  return hitByBox(difference, box) ?? hitByPoint(key, difference, middle);
}

/** The pixel that a point lies in. */
const boxAround = ({ x, y }: Point): Box => ({ x: Math.floor(x), y: Math.floor(y), width: 1, height: 1 });

/** The pixels that a target names. */
export function targetBox(target: GuessTarget, key: AnswerKey): Box {
  if (target.kind === 'point') return boxAround(target.point);
  return target.kind === 'cell'
    ? cellBox(target.cell, key.grid, key)
    : partBox(target.cell, target.part, key.grid, key);
}

function hitBy(key: AnswerKey, difference: KeyDifference, target: GuessTarget, box: Box): Hit | undefined {
  if (target.kind === 'point') return hitByPoint(key, difference, target.point);
  return target.kind === 'cell' ? hitByBox(difference, box) : hitByPart(key, difference, box);
}

/** Highest rank first; of equals the smaller id, so that the order of the key's list never matters. */
function byRank(a: Hit, b: Hit): number {
  return b.rank - a.rank || a.differenceId - b.differenceId;
}

/** Near: it hits nothing, but something that is still to be found lies close to what it names. */
function judgeMiss(key: AnswerKey, box: Box, foundIds: ReadonlySet<number>): Verdict {
  const distance = NEAR_RATIO * shorterSide(key);
  const isNear = key.differences.some(({ id, mask }) => !foundIds.has(id) && isWithin(mask, box, distance));
  return { kind: isNear ? 'near' : 'missed' };
}

/**
 * Judges one guess by the answer key alone. One guess finds one difference at most; what is not found yet goes
 * before what is.
 *
 * @param foundIds ids of the differences found so far
 */
export function judgeGuess(key: AnswerKey, target: GuessTarget, foundIds: ReadonlySet<number>): Verdict {
  const box = targetBox(target, key);
  const hits = key.differences
    .map((difference) => hitBy(key, difference, target, box))
    .filter((hit) => hit !== undefined)
    .sort(byRank);
  const [best] = hits;
  if (best === undefined) return judgeMiss(key, box, foundIds);
  const unfound = hits.find(({ differenceId }) => !foundIds.has(differenceId));
  return unfound === undefined
    ? { kind: 'repeated', differenceId: best.differenceId }
    : { kind: 'found', differenceId: unfound.differenceId };
}
