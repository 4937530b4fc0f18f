import type { Box, Circle, Point, Size } from '../contract/geometry.ts';

/** The smallest box that holds both. */
export function unionBox(a: Box, b: Box): Box {
  const x = Math.min(a.x, b.x);
  const y = Math.min(a.y, b.y);
  return {
    x,
    y,
    width: Math.max(a.x + a.width, b.x + b.width) - x,
    height: Math.max(a.y + a.height, b.y + b.height) - y,
  };
}

/** Whether the first box holds the second one whole. */
export function containsBox(outer: Box, inner: Box): boolean {
  return (
    inner.x >= outer.x &&
    inner.y >= outer.y &&
    inner.x + inner.width <= outer.x + outer.width &&
    inner.y + inner.height <= outer.y + outer.height
  );
}

/** The box grown by `margin` pixels on each side, cut at the image's border. */
export function growBox(box: Box, margin: number, { width, height }: Size): Box {
  const x = Math.max(0, box.x - margin);
  const y = Math.max(0, box.y - margin);
  return {
    x,
    y,
    width: Math.min(width, box.x + box.width + margin) - x,
    height: Math.min(height, box.y + box.height + margin) - y,
  };
}

/** The distance in pixels between the edges of two boxes, 0 when they touch or overlap. */
export function boxGap(a: Box, b: Box): number {
  const gapX = Math.max(0, a.x - (b.x + b.width), b.x - (a.x + a.width));
  const gapY = Math.max(0, a.y - (b.y + b.height), b.y - (a.y + a.height));
  return Math.hypot(gapX, gapY);
}

/** A box of an image of size `from`, in the pixels of the same image at size `to`; rounded outwards. */
export function scaleBox(box: Box, from: Size, to: Size): Box {
  const x = Math.floor((box.x * to.width) / from.width);
  const y = Math.floor((box.y * to.height) / from.height);
  const right = Math.min(to.width, Math.ceil(((box.x + box.width) * to.width) / from.width));
  const bottom = Math.min(to.height, Math.ceil(((box.y + box.height) * to.height) / from.height));
  return { x, y, width: right - x, height: bottom - y };
}

/** Twice the signed area of a triangle: positive when `c` lies to the left of the way from `a` to `b` (y up). */
function turn(a: Point, b: Point, c: Point): number {
  return (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x);
}

function halfHull(sorted: readonly Point[]): Point[] {
  const hull: Point[] = [];
  for (const point of sorted) {
    while (hull.length >= 2 && turn(hull[hull.length - 2], hull[hull.length - 1], point) <= 0) hull.pop();
    hull.push(point);
  }
  hull.pop();
  return hull;
}

/** The convex hull (Andrew 1979, monotone chain) without points on its edges. */
export function convexHull(points: readonly Point[]): Point[] {
  if (points.length < 3) return [...points];
  const sorted = [...points].sort((a, b) => a.x - b.x || a.y - b.y);
  return [...halfHull(sorted), ...halfHull(sorted.reverse())];
}

/** Points this much outside a circle still count as inside it: rounding must not start the search again. */
const CIRCLE_SLACK_PX = 1e-7;

const isInside = (circle: Circle, point: Point) =>
  Math.hypot(point.x - circle.x, point.y - circle.y) <= circle.radius + CIRCLE_SLACK_PX;

function circleThroughTwo(a: Point, b: Point): Circle {
  return { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2, radius: Math.hypot(a.x - b.x, a.y - b.y) / 2 };
}

function circleThroughThree(a: Point, b: Point, c: Point): Circle {
  const area = 2 * turn(a, b, c);
  if (area === 0) {
    const pairs = [circleThroughTwo(a, b), circleThroughTwo(a, c), circleThroughTwo(b, c)];
    return pairs.reduce((widest, circle) => (circle.radius > widest.radius ? circle : widest));
  }
  const bx = b.x - a.x;
  const by = b.y - a.y;
  const cx = c.x - a.x;
  const cy = c.y - a.y;
  const x = (cy * (bx * bx + by * by) - by * (cx * cx + cy * cy)) / area;
  const y = (bx * (cx * cx + cy * cy) - cx * (bx * bx + by * by)) / area;
  return { x: a.x + x, y: a.y + y, radius: Math.hypot(x, y) };
}

/**
 * The smallest circle that encloses all points (Welzl 1991, in its iterative move-free form; linear on a hull's few
 * points).
 *
 * @throws RangeError when there is no point
 */
export function minimumEnclosingCircle(points: readonly Point[]): Circle {
  const hull = convexHull(points);
  if (hull.length === 0) throw new RangeError('minimumEnclosingCircle: expected at least one point, received none');
  let circle: Circle = { ...hull[0], radius: 0 };
  hull.forEach((third, k) => {
    if (isInside(circle, third)) return;
    circle = { ...third, radius: 0 };
    for (let j = 0; j < k; j++) {
      if (isInside(circle, hull[j])) continue;
      circle = circleThroughTwo(hull[j], third);
      for (let i = 0; i < j; i++) {
        if (!isInside(circle, hull[i])) circle = circleThroughThree(hull[i], hull[j], third);
      }
    }
  });
  return circle;
}
