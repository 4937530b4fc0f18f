import type { Box } from '../../contract/geometry.ts';
import type { FloatPlanes } from '../../imaging/image.ts';

/** A frame is at most this share of the image's sides wide. */
const WIDEST = 0.15;
/** Step of lightness (L) across the frame's inner edge, and the share of the edge along which there must be one. */
const LEAST_STEP = 8;
const LEAST_SHARE = 0.9;

/** The last line from `from` on in direction `step` that is a straight edge along most of its length; -1 for none. */
function innermostEdge(
  lines: number,
  length: number,
  isForward: boolean,
  stepAt: (line: number, at: number) => number,
) {
  let found = -1;
  for (let count = 1; count < WIDEST * lines; count++) {
    const line = isForward ? count : lines - 1 - count;
    let strong = 0;
    for (let at = 0; at < length; at++) if (stepAt(line, at) >= LEAST_STEP) strong++;
    // The frame's other sides cut the edge off at both ends, as far in as it lies itself.
    if (strong >= LEAST_SHARE * (length - 2 * count)) found = line;
  }
  return found;
}

/**
 * Finds the frame around a picture: a straight edge along each of its four sides, not far from the border.
 *
 * @param lab the image in CIE Lab
 * @returns what lies inside the frame, undefined when there is none
 */
export function findFrame({ width, height, planes: [lightness] }: FloatPlanes): Box | undefined {
  const across = (line: number, x: number) =>
    Math.abs(lightness[(line + 1) * width + x] - lightness[(line - 1) * width + x]);
  const along = (line: number, y: number) =>
    Math.abs(lightness[y * width + line + 1] - lightness[y * width + line - 1]);
  const top = innermostEdge(height, width, true, across);
  const bottom = innermostEdge(height, width, false, across);
  const left = innermostEdge(width, height, true, along);
  const right = innermostEdge(width, height, false, along);
  if (Math.min(top, bottom, left, right) < 0) return undefined;
  return { x: left, y: top, width: right - left, height: bottom - top };
}
