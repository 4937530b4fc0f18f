import type { Size } from '../../../contract/geometry.ts';
import { atLeast } from '../../../imaging/at-least.ts';
import { findComponents } from '../../../imaging/components.ts';
import { createMask, type Mask, type RgbImage } from '../../../imaging/image.ts';
import { type Lab, labDistance, medianLab } from '../../../imaging/lab.ts';
import { type PlacedMask, trimMask } from '../../../imaging/placed-mask.ts';
import type { Matte } from '../../../segmentation/refine-mask.ts';
import { edgeReach } from './edge-reach.ts';
import { RING_PX, Surroundings } from './surroundings.ts';

/** Lab distance within which what leads away is one thing, and from which on the ground beside it is another. */
const SAME = 12;
const OTHER = 14;
/** What leads away can be followed so far: in pixels, and as a share of the thing's longer side. */
const AWAY = { least: 10, ratio: 0.2 };
/** Pixels of outline of which less goes on by chance, and the share of it of which more is the thing's ground. */
const LEAST_WIDTH = 3;
const WIDEST_RATIO = 0.3;
/** So much of the ground beside it must be another. */
const OTHER_SHARE = 0.8;
/** What a thing hangs on is thin: pixels, and share of the thing's outline, whichever is more. Thinner ones are grain. */
const THREAD = { least: 2, most: 8, ratio: 0.06 };
/** ... and is only told from what else stands around where this share of the ring is one ground. */
const ONE_GROUND_SHARE = 0.7;
/** ... and where that deviates from its median by less than this (Lab, RMS): among grass and grain much looks like a thread. */
const MOST_GRAIN = 3;
/** So far beyond the ring it is at most so many times as wide: what gets wider is a corner of something that stands beside. */
const NEAR_PX = 4;
const WIDER = 1.5;

/** What is looked at around a thing: its surroundings, the ring around it, and how far what leads away is followed. */
interface Outlook {
  readonly around: Surroundings;
  readonly ring: Mask;
  /** Pixels of the ring. */
  readonly outline: readonly number[];
  readonly reach: number;
  readonly far: number;
  /** Of the thing. */
  readonly size: Size;
}

/** @param thing trimmed */
function lookAround(image: RgbImage, thing: PlacedMask): Outlook {
  const reach = edgeReach(image);
  const far = reach + Math.max(AWAY.least, Math.round(AWAY.ratio * Math.max(thing.box.width, thing.box.height)));
  const around = new Surroundings(image, thing, far + 1);
  const ring = around.ring(reach);
  const outline: number[] = [];
  for (let pixel = ring.data.indexOf(1); pixel >= 0; pixel = ring.data.indexOf(1, pixel + 1)) outline.push(pixel);
  return { around, ring, outline, reach, far, size: thing.box };
}

/** The connected parts of a ring for whose pixels something holds. */
function partsOf({ ring, outline }: Outlook, holds: (pixel: number) => boolean): number[][] {
  const mask = createMask(ring.width, ring.height);
  for (const pixel of outline) if (holds(pixel)) mask.data[pixel] = 1;
  return findComponents(mask).map(({ runs }) =>
    runs.flatMap(({ start, end }) => Array.from({ length: end - start }, (_, at) => start + at)),
  );
}

/** Whether the thing itself goes on across its outline, with ground of another colour on both sides, and for a while. */
function goesOn(outlook: Outlook): boolean {
  const { around, ring, outline, reach, far } = outlook;
  return partsOf(outlook, (pixel) => around.goesOn(pixel, reach)).some((part) => {
    if (part.length < LEAST_WIDTH * RING_PX || part.length > WIDEST_RATIO * outline.length) return false;
    const colour = medianLab(part.map((pixel) => around.labOf(pixel)));
    const isSame = (pixel: number) => labDistance(around.labOf(pixel), colour) <= SAME;
    const beside = around.beside(part, ring, reach);
    const others = beside.filter((lab) => labDistance(lab, colour) >= OTHER).length;
    return (
      beside.length > 1 && others >= OTHER_SHARE * beside.length && around.walk(part, isSame, reach, far) !== undefined
    );
  });
}

/** Something thin that comes to a thing: its colour, and where, seen from the middle of the thing, in its half sizes. */
interface Thread {
  readonly colour: Lab;
  readonly x: number;
  readonly y: number;
}

/** Whether what comes to a thing is as thin further out, beyond the ring or where the picture ends. */
function staysThin(part: readonly number[], way: ReadonlySet<number>, { around, reach }: Outlook): boolean {
  let [near, last] = [0, 0];
  for (const pixel of way) {
    const away = around.away[pixel] - reach - NEAR_PX;
    if (away >= 0 && away < RING_PX) near++;
    if (around.isAtBorder(pixel)) last++;
  }
  return near <= WIDER * part.length && last * RING_PX <= WIDER * part.length;
}

function threadOf(part: readonly number[], { around, size }: Outlook): Thread {
  let [x, y] = [0, 0];
  for (const pixel of part) {
    const at = around.fromMiddle(pixel);
    x += at.x;
    y += at.y;
  }
  const half = part.length / 2;
  const colour = medianLab(part.map((pixel) => around.labOf(pixel)));
  return { colour, x: x / (half * size.width), y: y / (half * size.height) };
}

/** Whether two threads could be one that passes behind the thing: of one colour, on opposite sides of it. */
const areOne = (one: Thread, other: Thread) =>
  labDistance(one.colour, other.colour) <= OTHER && one.x * other.x + one.y * other.y < 0;

/** Whether something thin comes to a thing on its ground, and does not come out on the opposite side of it. */
function hangs(outlook: Outlook): boolean {
  const { around, outline, reach, far } = outlook;
  const ground = medianLab(outline.map((pixel) => around.labOf(pixel)));
  const off = outline.map((pixel) => labDistance(around.labOf(pixel), ground)).filter((each) => each < OTHER);
  if (off.length < ONE_GROUND_SHARE * outline.length) return false;
  if (Math.sqrt(off.reduce((sum, each) => sum + each ** 2, 0) / off.length) > MOST_GRAIN) return false;
  const isOther = (pixel: number) => labDistance(around.labOf(pixel), ground) >= OTHER;
  const widest = Math.max(THREAD.most * RING_PX, THREAD.ratio * outline.length);
  const threads = partsOf(outlook, isOther)
    .filter((part) => part.length >= THREAD.least * RING_PX && part.length <= widest)
    .filter((part) => {
      const way = around.walk(part, isOther, reach, far);
      return way !== undefined && staysThin(part, way, outlook);
    })
    .map((part) => threadOf(part, outlook));
  return threads.some((one) => !threads.some((other) => areOne(one, other)));
}

/**
 * Whether something leads away from a thing beyond its outline: the shaft of a paddle, a branch, what it hangs on. What was
 * cut off there can neither go nor stand otherwise.
 */
export function leadsAway(image: RgbImage, { box, alpha }: Matte): boolean {
  const mask = atLeast(alpha, 0.5);
  if (!mask.data.includes(1)) return false;
  const outlook = lookAround(image, trimMask({ box, mask }));
  return outlook.outline.length > 0 && (goesOn(outlook) || hangs(outlook));
}
