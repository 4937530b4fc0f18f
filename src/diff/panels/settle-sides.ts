import type { Box, Point } from '../../contract/geometry.ts';
import type { RgbImage } from '../../imaging/image.ts';
import { mapPoint, type ProjectiveMatrix } from '../../imaging/projective.ts';
import { type Direction, halvesOf } from './direction.ts';
import { domainOf, type MeasureLine, type PanelLine, panelLines, type Side } from './panel-lines.ts';
import { type Paper, paperOf } from './paper.ts';

/** Rulers, captions and frames within the box that was found are at most this share of its side wide. */
const TRIM_RATIO = 0.14;
/** Beyond that box, paper is crossed for at most this share of its side. */
const REACH_RATIO = 0.05;
/** A line of the picture is mostly no paper; one of a ruler or a caption is. */
const MIN_OCCUPIED = 0.7;
/** On a page that lies askew, a line wholly within the picture. */
const WHOLLY_OCCUPIED = 0.95;
/** There, so many lines further out still show a share of the picture; of a straight one they show paper. */
const SLOPE_PROBE = 2;
const MIN_SLOPED = 0.25;
/** A line with less on it is blank. */
const BLANK = 0.01;
/** Lines in a row that may disagree within a panel: fine edges that lie between pixels. */
const MAX_MISSES = 2;
/** As a share of the side, where paper tells anyway when the panel ends. */
const MAX_MISSES_RATIO = 0.04;
/** Lines agree when they differ by no more than so many times what is usual inside, or so many grey levels. */
const USUAL_TIMES = 3;
const MIN_TOLERANCE = 10;
/** Lines from which the usual difference is taken. */
const PROBES = 15;

const SIDES = ['left', 'top', 'right', 'bottom'] as const;

/** Where the two panels lie about, and which way from one to the other. */
export interface PanelPlace {
  /** Of the first panel. */
  readonly around: Box;
  /** Maps its pixels to those of the second, both on the page. */
  readonly matrix: ProjectiveMatrix;
  readonly direction: Direction;
}

/** From the middle of a box to where the matrix takes it. */
export function shiftAt(matrix: ProjectiveMatrix, { x, y, width, height }: Box): Point {
  const centre = { x: x + width / 2, y: y + height / 2 };
  const there = mapPoint(matrix, centre);
  return { x: there.x - centre.x, y: there.y - centre.y };
}

function papersOf(page: RgbImage, { around, direction }: PanelPlace, shift: Point): [Paper, Paper] | undefined {
  const [end, start] =
    direction === 'across'
      ? [around.x + around.width, around.x + shift.x]
      : [around.y + around.height, around.y + shift.y];
  const [first, second] = halvesOf(page, direction, Math.round((end + start) / 2)).map((half) => paperOf(page, half));
  return first && second && [first, second];
}

function usualDifference(measure: MeasureLine, { x, y, width, height }: Box): number {
  const differences = Array.from({ length: PROBES }, (_, at) => {
    const row = y + Math.round((height * (at + 1)) / (PROBES + 1));
    return measure(true, row, [x, x + width]).difference;
  });
  return differences.sort((a, b) => a - b)[(PROBES - 1) / 2];
}

/** The lines of one side of a box, counted outwards from its edge: 0 is the last line inside. */
interface SideLines {
  readonly length: number;
  at(outwards: number): PanelLine;
}

function sideLines(measure: MeasureLine, { x, y, width, height }: Box, side: Side): SideLines {
  const isRow = side === 'top' || side === 'bottom';
  const isLow = side === 'left' || side === 'top';
  const start = isRow ? y : x;
  const length = isRow ? height : width;
  const along = isRow ? ([x, x + width] as const) : ([y, y + height] as const);
  return {
    length,
    at: (outwards) => measure(isRow, isLow ? start - outwards : start + length - 1 + outwards, along),
  };
}

/** The outermost line that shows the picture, or undefined when no line is full enough to tell. */
function outermostLine({ length, at }: SideLines, tolerance: number, hasPaper: boolean): number | undefined {
  const maxMisses = hasPaper ? Math.max(MAX_MISSES, MAX_MISSES_RATIO * length) : MAX_MISSES;
  const reach = Math.round(REACH_RATIO * length);
  let last: number | undefined;
  let misses = 0;
  for (let line = -Math.round(TRIM_RATIO * length); ; line++) {
    const { isSeen, difference, occupied } = at(line);
    if (!isSeen) return last;
    if (difference > tolerance) {
      if (++misses > maxMisses) return last;
      continue;
    }
    misses = 0;
    if (occupied >= MIN_OCCUPIED) last = line;
    else if (line > reach) return last;
  }
}

/** Without full lines the box keeps its side, less what is blank. */
function lastInked({ length, at }: SideLines): number {
  let line = 0;
  while (line > -length / 2 && at(line).occupied < BLANK) line--;
  return line;
}

/** How many lines the slope of a page that lies askew cuts, at most `slope`: inward to the first whole one. */
function slopedLines({ at }: SideLines, line: number, slope: number): number {
  if (at(line + SLOPE_PROBE).occupied < MIN_SLOPED) return 0;
  for (let inwards = 0; inwards < slope; inwards++) if (at(line - inwards).occupied >= WHOLLY_OCCUPIED) return inwards;
  return 0;
}

/**
 * Finds the sides of the first panel's picture to the pixel: outwards as far as the panels agree, inwards past rulers and
 * captions where the page's rim tells what is paper.
 *
 * @returns a box in pixels of the page; never empty
 */
export function settleSides(page: RgbImage, place: PanelPlace): Box {
  const { around, matrix, direction } = place;
  const shift = shiftAt(matrix, around);
  const papers = papersOf(page, place, shift);
  const measure = panelLines(page, matrix, domainOf(around, shift, direction, page), papers);
  const tolerance = Math.max(MIN_TOLERANCE, USUAL_TIMES * usualDifference(measure, around));
  // On a page that lies askew the way from panel to panel does too.
  const tilt = direction === 'across' ? Math.abs(shift.y / shift.x) : Math.abs(shift.x / shift.y);
  const settle = (side: Side): number => {
    const lines = sideLines(measure, around, side);
    const outermost = outermostLine(lines, tolerance, papers !== undefined);
    if (outermost === undefined) return lastInked(lines);
    const across = side === 'left' || side === 'right' ? around.height : around.width;
    return papers ? outermost - slopedLines(lines, outermost, Math.round(tilt * across)) : outermost;
  };
  const [left, top, right, bottom] = SIDES.map(settle);
  return {
    x: around.x - left,
    y: around.y - top,
    width: around.width + left + right,
    height: around.height + top + bottom,
  };
}
