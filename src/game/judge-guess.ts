import type { AnswerKey, KeyDifference } from '../contract/answer-key.ts';
import type { Point } from '../contract/geometry.ts';
import { type Cell, cellAt, cellBox } from '../contract/grid.ts';
import { CELL_MIN_COVERAGE, CELL_MIN_MASK_SHARE, POINT_TOLERANCE_RATIO } from '../contract/limits.ts';
import { countPixels, distanceToMask, type RunLengthMask } from '../contract/run-length-mask.ts';
import { centrePixel, pixelsInBox } from './mask-measures.ts';
import type { GuessTarget, Verdict } from './round.ts';

/** A difference that a guess touches. Of several, the one with the highest rank counts. */
interface Hit {
  readonly differenceId: number;
  readonly rank: number;
}

/** A point hits within the mask grown by the tolerance; the nearest mask ranks highest. */
function hitByPoint(key: AnswerKey, { id, mask }: KeyDifference, point: Point): Hit | undefined {
  const tolerance = POINT_TOLERANCE_RATIO * Math.min(key.width, key.height);
  const distance = distanceToMask(mask, point);
  return distance <= tolerance ? { differenceId: id, rank: -distance } : undefined;
}

/** A cell hits what lies in it to a fair part; the mask with most pixels in it ranks highest. */
function hitByCell(key: AnswerKey, { id, mask }: KeyDifference, cell: Cell): Hit | undefined {
  const box = cellBox(cell, key.grid, key);
  const pixels = pixelsInBox(mask, box);
  if (pixels === 0) return undefined;
  const enoughOfMask = pixels >= CELL_MIN_MASK_SHARE * countPixels(mask);
  const enoughOfCell = pixels >= CELL_MIN_COVERAGE * box.width * box.height;
  const hits = enoughOfMask || enoughOfCell || holdsCentre(key, mask, cell);
  return hits ? { differenceId: id, rank: pixels } : undefined;
}

function holdsCentre(key: AnswerKey, mask: RunLengthMask, cell: Cell): boolean {
  const centre = cellAt(centrePixel(mask), key.grid, key);
  return centre.column === cell.column && centre.row === cell.row;
}

/** Highest rank first; of equals the smaller id, so that the order of the key's list never matters. */
function byRank(a: Hit, b: Hit): number {
  return b.rank - a.rank || a.differenceId - b.differenceId;
}

/**
 * Judges one guess by the answer key alone. One guess finds one difference at most; what is not found yet goes
 * before what is.
 *
 * @param foundIds ids of the differences found so far
 */
export function judgeGuess(key: AnswerKey, target: GuessTarget, foundIds: ReadonlySet<number>): Verdict {
  const hits = key.differences
    .map((difference) =>
      target.kind === 'point' ? hitByPoint(key, difference, target.point) : hitByCell(key, difference, target.cell),
    )
    .filter((hit) => hit !== undefined)
    .sort(byRank);
  const [best] = hits;
  if (best === undefined) return { kind: 'missed' };
  const unfound = hits.find(({ differenceId }) => !foundIds.has(differenceId));
  return unfound === undefined
    ? { kind: 'repeated', differenceId: best.differenceId }
    : { kind: 'found', differenceId: unfound.differenceId };
}
