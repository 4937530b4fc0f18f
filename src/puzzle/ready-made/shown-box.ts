import type { Box } from '../../contract/geometry.ts';
import type { Mask } from '../../imaging/image.ts';

/** Sides of a box: the first and last column and row, and those behind the last. */
interface Sides {
  left: number;
  top: number;
  right: number;
  bottom: number;
}
type Side = keyof Sides;

const INWARDS: Readonly<Record<Side, 1 | -1>> = { left: 1, top: 1, right: -1, bottom: -1 };

/** The share of the pixels along a side of a box that are not set. */
function missingAlong(side: Side, { left, top, right, bottom }: Sides, { width, data }: Mask): number {
  const isRow = side === 'top' || side === 'bottom';
  const [from, to] = isRow ? [left, right] : [top, bottom];
  const line = { left, top, right: right - 1, bottom: bottom - 1 }[side];
  let missing = 0;
  for (let at = from; at < to; at++) missing += data[isRow ? line * width + at : at * width + line] ? 0 : 1;
  return missing / (to - from);
}

/**
 * The part of an image of which another one shows every pixel: whatever side lacks most is moved inwards until none lacks
 * anything.
 *
 * @param shown the pixels that it shows, a convex area
 * @returns a box without area when next to nothing is shown
 */
export function shownBox(shown: Mask): Box {
  const sides: Sides = { left: 0, top: 0, right: shown.width, bottom: shown.height };
  while (sides.left < sides.right && sides.top < sides.bottom) {
    const missing = (Object.keys(INWARDS) as Side[]).map((side) => ({ side, share: missingAlong(side, sides, shown) }));
    const worst = missing.reduce((most, each) => (each.share > most.share ? each : most));
    if (worst.share === 0) break;
    sides[worst.side] += INWARDS[worst.side];
  }
  const { left, top, right, bottom } = sides;
  return { x: left, y: top, width: Math.max(0, right - left), height: Math.max(0, bottom - top) };
}
