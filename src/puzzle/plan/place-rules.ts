import type { Level } from '../../contract/answer-key.ts';
import type { Box, Size } from '../../contract/geometry.ts';
import { boxGap } from '../../imaging/geometry.ts';
import {
  BORDER_RATIO,
  BOX_AREA_RATIO,
  MAX_TOTAL_AREA_RATIO,
  MIN_BOX_SIDE_RATIO,
  MIN_GAP_RATIO,
} from '../level-rules.ts';

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
export function fitsBeside(box: Box, others: readonly { readonly box: Box }[], image: Size): boolean {
  const gap = MIN_GAP_RATIO * Math.hypot(image.width, image.height);
  let area = box.width * box.height;
  for (const other of others) {
    if (boxGap(box, other.box) < gap) return false;
    area += other.box.width * other.box.height;
  }
  return area <= MAX_TOTAL_AREA_RATIO * image.width * image.height;
}

/** The quarter of the picture that the middle of a box lies in: 0 to 3 in reading order. */
export function quarterOf({ x, y, width, height }: Box, image: Size): number {
  return (x + width / 2 < image.width / 2 ? 0 : 1) + (y + height / 2 < image.height / 2 ? 0 : 2);
}

/** How many quarters of the picture these lie in. */
export function countQuarters(placed: readonly { readonly box: Box }[], image: Size): number {
  return new Set(placed.map(({ box }) => quarterOf(box, image))).size;
}
