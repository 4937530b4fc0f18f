import type { Box, Point } from '../contract/geometry.ts';
import { convexHull } from '../imaging/geometry.ts';
import type { LabelMap } from '../imaging/image.ts';

/** What the outline of a region tells, named and defined as scikit-image's regionprops. */
export interface OutlineProperties {
  /** Length of the line through the centres of the border pixels. */
  readonly perimeter: number;
  /** Area divided by the number of pixels in the convex hull, above 0, at most 1. */
  readonly solidity: number;
}

/** The region that is measured. */
interface Region {
  readonly label: number;
  readonly area: number;
  readonly bbox: Box;
}

/** Slack for points that lie on the hull's edge. */
const ON_EDGE = 1e-9;

/** What a border pixel adds, by its border neighbours: 2 for each side and 10 for each corner (Benkrid & Crookes 2000). */
const STEP_LENGTHS = new Map([
  ...[4, 6, 14, 16, 24, 26].map((code) => [code, 1] as const),
  ...[20, 32].map((code) => [code, Math.SQRT2] as const),
  ...[12, 22].map((code) => [code, (1 + Math.SQRT2) / 2] as const),
]);
const SIDE_CODE = 2;
const CORNER_CODE = 10;

/** Whether a pixel, in coordinates of the region's box, belongs to it. */
type Membership = (x: number, y: number) => boolean;

function membership({ width, height, data }: LabelMap, { label, bbox }: Region): Membership {
  return (x, y) => {
    const [imageX, imageY] = [bbox.x + x, bbox.y + y];
    const isInside = imageX >= 0 && imageY >= 0 && imageX < width && imageY < height;
    return isInside && data[imageY * width + imageX] === label;
  };
}

function perimeterOf(isMember: Membership, { width, height }: Box): number {
  const stride = width + 2;
  const border = new Uint8Array(stride * (height + 2));
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      if (!isMember(x, y)) continue;
      const isInner = isMember(x - 1, y) && isMember(x + 1, y) && isMember(x, y - 1) && isMember(x, y + 1);
      border[(y + 1) * stride + x + 1] = isInner ? 0 : 1;
    }
  }
  let length = 0;
  border.forEach((isSet, at) => {
    if (!isSet) return;
    const sides = border[at - 1] + border[at + 1] + border[at - stride] + border[at + stride];
    const corners =
      border[at - stride - 1] + border[at - stride + 1] + border[at + stride - 1] + border[at + stride + 1];
    length += STEP_LENGTHS.get(SIDE_CODE * sides + CORNER_CODE * corners) ?? 0;
  });
  return length;
}

/** The middles of the sides of the first and last pixel of every row and column: all that the hull can need. */
function sidePoints(isMember: Membership, { width, height }: Box): Point[] {
  const points: Point[] = [];
  const add = (x: number, y: number) => {
    points.push({ x: x - 0.5, y }, { x: x + 0.5, y }, { x, y: y - 0.5 }, { x, y: y + 0.5 });
  };
  for (let y = 0; y < height; y++) {
    let [first, last] = [width, -1];
    for (let x = 0; x < width; x++) {
      if (!isMember(x, y)) continue;
      first = Math.min(first, x);
      last = x;
    }
    if (last < 0) continue;
    add(first, y);
    add(last, y);
  }
  return points;
}

/** Pixels whose centres lie in the convex hull of the pixels' side middles, its edge included. */
function hullPixels(hull: readonly Point[], height: number): number {
  let count = 0;
  for (let y = 0; y < height; y++) {
    let [from, to] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
    hull.forEach((a, at) => {
      const b = hull[(at + 1) % hull.length];
      if (Math.min(a.y, b.y) > y || Math.max(a.y, b.y) < y) return;
      const ends = a.y === b.y ? [a.x, b.x] : [a.x + ((y - a.y) * (b.x - a.x)) / (b.y - a.y)];
      from = Math.min(from, ...ends);
      to = Math.max(to, ...ends);
    });
    count += Math.max(0, Math.floor(to + ON_EDGE) - Math.ceil(from - ON_EDGE) + 1);
  }
  return count;
}

/** Measures the outline of one region of a label map. */
export function measureOutline(labels: LabelMap, region: Region): OutlineProperties {
  const isMember = membership(labels, region);
  const hull = convexHull(sidePoints(isMember, region.bbox));
  return {
    perimeter: perimeterOf(isMember, region.bbox),
    solidity: region.area / hullPixels(hull, region.bbox.height),
  };
}
