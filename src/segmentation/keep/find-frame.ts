import type { Box } from '../../contract/geometry.ts';
import type { FloatPlanes } from '../../imaging/image.ts';

/** A frame is at most this share of the image's sides wide. */
const WIDEST = 0.15;
/** Step of lightness (L) across the frame's inner edge, and the share of the edge along which there must be one. */
const LEAST_STEP = 8;
const LEAST_SHARE = 0.9;

/** How lines across or along an image lie in its data. */
interface Lines {
  readonly count: number;
  /** Places from one line to the next. */
  readonly step: number;
  /** Pixels of a line, and places from one to the next. */
  readonly length: number;
  readonly along: number;
}

/** Pixels of a line at which the lightness changes across it. */
function countSteps(lightness: Float32Array, { step, length, along }: Lines, line: number): number {
  let strong = 0;
  for (let at = 0, place = line * step; at < length; at++, place += along) {
    if (Math.abs(lightness[place + step] - lightness[place - step]) >= LEAST_STEP) strong++;
  }
  return strong;
}

/** The last line, from the first or (backwards) the last one on, that is a straight edge along most of its length; -1 for none. */
function innermostEdge(lightness: Float32Array, lines: Lines, isForward: boolean): number {
  let found = -1;
  for (let count = 1; count < WIDEST * lines.count; count++) {
    const line = isForward ? count : lines.count - 1 - count;
    // The frame's other sides cut the edge off at both ends, as far in as it lies itself.
    if (countSteps(lightness, lines, line) >= LEAST_SHARE * (lines.length - 2 * count)) found = line;
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
  const rows: Lines = { count: height, step: width, length: width, along: 1 };
  const columns: Lines = { count: width, step: 1, length: height, along: width };
  const top = innermostEdge(lightness, rows, true);
  const bottom = innermostEdge(lightness, rows, false);
  const left = innermostEdge(lightness, columns, true);
  const right = innermostEdge(lightness, columns, false);
  if (Math.min(top, bottom, left, right) < 0) return undefined;
  return { x: left, y: top, width: right - left, height: bottom - top };
}
