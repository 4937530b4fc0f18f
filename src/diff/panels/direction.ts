import type { Box, Point, Size } from '../../contract/geometry.ts';

/** How the second panel follows the first: to its right or below it. */
export type Direction = 'across' | 'down';

/** Panels are at least this share of the page's side apart, in the direction in which they follow each other. */
const MIN_PITCH_RATIO = 0.18;
/** They may stand out of line by this share of the page's other side. */
const MAX_STAGGER_RATIO = 0.15;

/** The direction of a shift that may lead from the first panel to the second; undefined when it may not. */
export function directionOf({ x, y }: Point, page: Size): Direction | undefined {
  if (x >= MIN_PITCH_RATIO * page.width && Math.abs(y) <= MAX_STAGGER_RATIO * page.height) return 'across';
  if (y >= MIN_PITCH_RATIO * page.height && Math.abs(x) <= MAX_STAGGER_RATIO * page.width) return 'down';
  return undefined;
}

/** The part of a shift along the direction. */
export const pitchOf = (shift: Point, direction: Direction) => (direction === 'across' ? shift.x : shift.y);

/** The two parts of a page on either side of a cut across the direction. */
export function halvesOf({ width, height }: Size, direction: Direction, cut: number): readonly [Box, Box] {
  return direction === 'across'
    ? [
        { x: 0, y: 0, width: cut, height },
        { x: cut, y: 0, width: width - cut, height },
      ]
    : [
        { x: 0, y: 0, width, height: cut },
        { x: 0, y: cut, width, height: height - cut },
      ];
}
