import type { Box, Point, Size } from '../../../contract/geometry.ts';
import type { RgbImage } from '../../../imaging/image.ts';
import { type Lab, labDistance } from '../../../imaging/lab.ts';
import type { Matte } from '../../../segmentation/refine-mask.ts';
import { labAt } from '../looking/lab-at.ts';
import { solidBox } from './layer.ts';

/** A pixel of which this much belongs to a thing is of it. */
const WITHIN = 0.5;
/** A thing whose outline lies this near to a side of its box: in pixels, and as a share of the image's longer side ... */
const NEAR = { least: 2, ratio: 1 / 800 };
/** ... along this share of the side is flat there. */
const FLAT_SHARE = 0.4;
/** An edge is looked for across a line so far on either side: in pixels, and as a share of the image's longer side ... */
const ACROSS = { least: 4, ratio: 1 / 400 };
/** ... at places so far beyond the corners: shares of the box's side. */
const BEYOND = { from: 0.15, to: 0.6 };
const PLACES = 12;
/** Lab distance across the line that is seen as an edge, and the share of the places where it must be ... */
const EDGE = 14;
const EDGE_SHARE = 0.6;
/** ... of which so many lie in the picture. */
const LEAST_PLACES = 6;
/** Lab distance of a drawn line from its ground: that of ink. */
const LINE = 40;

/** A side of a box: its two corners, and the way out of the box. */
interface Side {
  readonly from: Point;
  readonly to: Point;
  readonly out: Point;
}

/** All but the lower one: what stands on a floor or a shelf ends where that begins. */
function sidesOf({ x, y, width, height }: Box): readonly Side[] {
  const [right, bottom] = [x + width, y + height];
  return [
    { from: { x, y }, to: { x: right, y }, out: { x: 0, y: -1 } },
    { from: { x, y }, to: { x, y: bottom }, out: { x: -1, y: 0 } },
    { from: { x: right, y }, to: { x: right, y: bottom }, out: { x: 1, y: 0 } },
  ];
}

const between = ({ from, to }: Side, share: number): Point => ({
  x: from.x + share * (to.x - from.x),
  y: from.y + share * (to.y - from.y),
});

const lengthOf = ({ from, to }: Side) => Math.hypot(to.x - from.x, to.y - from.y);

const pixelsOf = ({ least, ratio }: typeof NEAR, { width, height }: Size) =>
  Math.max(least, Math.round(ratio * Math.max(width, height)));

/** Whether a thing comes to a side of its box along much of it. @param near pixels */
function isFlat({ box, alpha }: Matte, side: Side, near: number): boolean {
  const length = lengthOf(side);
  let flat = 0;
  for (let step = 0; step < length; step++) {
    const { x, y } = between(side, (step + 0.5) / length);
    const [column, row] = [x - box.x - (near + 0.5) * side.out.x, y - box.y - (near + 0.5) * side.out.y];
    if (alpha.data[Math.floor(row) * box.width + Math.floor(column)] >= WITHIN) flat++;
  }
  return flat >= FLAT_SHARE * length;
}

/** Whether something thin goes along the line of a side at a point of it. @param reach how far from it that may be, pixels */
function isLine(image: RgbImage, { x, y }: Point, ground: Lab, out: Point, reach: number): boolean {
  for (let off = 1 - reach; off < reach; off++) {
    const lab = labAt(image, x + off * out.x, y + off * out.y);
    if (lab && labDistance(lab, ground) >= LINE) return true;
  }
  return false;
}

/** Whether an edge goes on along the line of a side beyond one of its ends. @param sign 1 beyond `to`, -1 beyond `from` */
function goesOn(image: RgbImage, side: Side, sign: 1 | -1): boolean {
  const across = pixelsOf(ACROSS, image);
  let [edges, places] = [0, 0];
  for (let place = 0; place < PLACES; place++) {
    const beyond = BEYOND.from + ((place + 0.5) / PLACES) * (BEYOND.to - BEYOND.from);
    const { x, y } = between(side, sign === 1 ? 1 + beyond : -beyond);
    const inner = labAt(image, x - across * side.out.x, y - across * side.out.y);
    const outer = labAt(image, x + across * side.out.x, y + across * side.out.y);
    if (!inner || !outer) continue;
    places++;
    if (labDistance(inner, outer) >= EDGE || isLine(image, { x, y }, inner, side.out, across)) edges++;
  }
  return places >= LEAST_PLACES && edges >= EDGE_SHARE * places;
}

/**
 * Whether a thing ends above or beside where an edge of something else goes on past it: the frame of a picture in the
 * picture, a bar, a sheet. More of it than is seen may be hidden there.
 */
export function isCutOff(image: RgbImage, matte: Matte): boolean {
  const seen = solidBox(matte);
  if (!seen) return false;
  const near = pixelsOf(NEAR, image);
  return sidesOf(seen).some((side) => isFlat(matte, side, near) && (goesOn(image, side, 1) || goesOn(image, side, -1)));
}
