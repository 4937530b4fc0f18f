import type { Point } from '../contract/geometry.ts';
import type { DetectedDifference } from '../diff/detection/gather.ts';
import { findEdits } from '../diff/find-differences.ts';
import type { RgbImage } from '../imaging/image.ts';
import type { PlacedMask } from '../imaging/placed-mask.ts';
import type { MadeDifference } from './make-differences.ts';

/** What the diff engine found when it was shown the two images and told nothing. */
export interface PuzzleCheck {
  /** The differences that were found, each exactly once. */
  readonly confirmed: readonly MadeDifference[];
  /** Whether nothing else was found and nothing is missing. */
  readonly passed: boolean;
}

function centreOf({ box }: PlacedMask): Point {
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

function holds({ box }: PlacedMask, { x, y }: Point): boolean {
  return x >= box.x && x < box.x + box.width && y >= box.y && y < box.y + box.height;
}

function sharesPixel(a: PlacedMask, b: PlacedMask): boolean {
  for (let y = Math.max(a.box.y, b.box.y); y < Math.min(a.box.y + a.box.height, b.box.y + b.box.height); y++) {
    for (let x = Math.max(a.box.x, b.box.x); x < Math.min(a.box.x + a.box.width, b.box.x + b.box.width); x++) {
      const inA = a.mask.data[(y - a.box.y) * a.box.width + x - a.box.x];
      if (inA && b.mask.data[(y - b.box.y) * b.box.width + x - b.box.x]) return true;
    }
  }
  return false;
}

/** A find belongs to a difference when its centre lies in it and they share pixels. */
function belongs(find: DetectedDifference, made: MadeDifference): boolean {
  return holds(made.placed, centreOf(find.placed)) && sharesPixel(find.placed, made.placed);
}

/**
 * Checks a puzzle as a stranger would: the diff engine compares the two images and must find each planned difference
 * exactly once and nothing else.
 */
export function checkPuzzle(original: RgbImage, altered: RgbImage, made: readonly MadeDifference[]): PuzzleCheck {
  const finds = findEdits(original, altered);
  const confirmed = made.filter((difference) => finds.filter((find) => belongs(find, difference)).length === 1);
  return { confirmed, passed: confirmed.length === made.length && finds.length === made.length };
}
