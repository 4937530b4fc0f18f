import type { Point } from '../contract/geometry.ts';
import { BACKGROUND, labelComponents } from './components.ts';
import type { Mask } from './image.ts';
import type { PlacedMask } from './placed-mask.ts';

/** A closed outline: the last point is joined to the first. Clockwise as seen (y down). */
export type Polygon = readonly Point[];

/** Right, down, left, up: each is a right turn from the one before. */
const STEPS = [
  { x: 1, y: 0 },
  { x: 0, y: 1 },
  { x: -1, y: 0 },
  { x: 0, y: -1 },
] as const;

/** The corners at which the outline of the component that holds a first pixel (in reading order) turns. */
function traceFrom({ width, height, data }: Mask, startX: number, startY: number): Point[] {
  const isSet = (x: number, y: number) => x >= 0 && y >= 0 && x < width && y < height && data[y * width + x] === 1;
  // Walks along the edges of pixels with the component at the right hand.
  const isAhead = (x: number, y: number, along: number, aside: number) => {
    const [forward, side] = [STEPS[along], STEPS[aside]];
    // The pixel beyond the corner (x, y), on the given side of the way.
    return isSet(x + Math.min(0, forward.x + side.x), y + Math.min(0, forward.y + side.y));
  };
  const points: Point[] = [];
  let [x, y, direction] = [startX, startY, 0];
  do {
    const [left, right] = [(direction + 3) % 4, (direction + 1) % 4];
    x += STEPS[direction].x;
    y += STEPS[direction].y;
    const turned = isAhead(x, y, direction, left) ? left : isAhead(x, y, direction, right) ? direction : right;
    if (turned !== direction) points.push({ x, y });
    direction = turned;
  } while (x !== startX || y !== startY || direction !== 0);
  return points;
}

function distanceToLine(point: Point, from: Point, to: Point): number {
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const length = Math.hypot(dx, dy);
  if (length === 0) return Math.hypot(point.x - from.x, point.y - from.y);
  return Math.abs(dx * (point.y - from.y) - dy * (point.x - from.x)) / length;
}

/** Keeps, between two ends, the points without which the line would stray further than the tolerance. */
function simplifyLine(
  points: readonly Point[],
  first: number,
  last: number,
  tolerance: number,
  keep: Uint8Array,
): void {
  const pending = [[first, last]];
  for (let span = pending.pop(); span !== undefined; span = pending.pop()) {
    const [from, to] = span;
    let [farthest, distance] = [-1, tolerance];
    for (let at = from + 1; at < to; at++) {
      const away = distanceToLine(points[at], points[from], points[to]);
      if (away > distance) [farthest, distance] = [at, away];
    }
    if (farthest < 0) continue;
    keep[farthest] = 1;
    pending.push([from, farthest], [farthest, to]);
  }
}

/** Fewer points for a closed outline, none of whose points then lies further than the tolerance from it (Douglas & Peucker 1973). */
export function simplifyPolygon(polygon: Polygon, tolerance: number): Polygon {
  if (polygon.length <= 4) return polygon;
  const closed = [...polygon, polygon[0]];
  const away = polygon.map(({ x, y }) => Math.hypot(x - polygon[0].x, y - polygon[0].y));
  const opposite = away.indexOf(Math.max(...away));
  const keep = new Uint8Array(closed.length);
  keep[0] = 1;
  keep[opposite] = 1;
  simplifyLine(closed, 0, opposite, tolerance, keep);
  simplifyLine(closed, opposite, closed.length - 1, tolerance, keep);
  const kept = polygon.filter((_, at) => keep[at] === 1);
  return kept.length >= 3 ? kept : polygon;
}

/**
 * The outer outlines of the 8-connected parts of a mask, along the edges of pixels, in image pixels; holes are not told.
 *
 * @param tolerance pixels that an outline may stray from the edges of the pixels
 */
export function contoursOf({ box, mask }: PlacedMask, tolerance: number): Polygon[] {
  const { labels, components } = labelComponents(mask);
  const polygons: Polygon[] = [];
  for (let pixel = 0; pixel < labels.data.length && polygons.length < components.length; pixel++) {
    // Labels are given in the order in which a row-by-row scan meets the parts.
    if (labels.data[pixel] === BACKGROUND || labels.data[pixel] !== polygons.length) continue;
    const [x, y] = [pixel % mask.width, Math.floor(pixel / mask.width)];
    const traced = traceFrom(mask, x, y).map((point) => ({ x: point.x + box.x, y: point.y + box.y }));
    polygons.push(simplifyPolygon(traced, tolerance));
  }
  return polygons;
}
