import { findComponents } from '../../imaging/components.ts';
import { createMask, type Mask, type RgbImage } from '../../imaging/image.ts';
import type { Matte } from '../../segmentation/refine-mask.ts';
import { distanceOf, type Lab, RING_PX, Surroundings } from './surroundings.ts';

/** Both sides of an outline are looked at so far from it, beyond its blur: in pixels, and as a share of the image's longer side. */
const REACH = { least: 3, ratio: 1 / 320 };
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

function medianOf(labs: readonly Lab[]): Lab {
  const [l, a, b] = [0, 1, 2].map((c) => Float64Array.from(labs, (lab) => lab[c]).sort()[labs.length >> 1]);
  return [l, a, b];
}

/** What is looked at around a thing: its surroundings, the ring around it, and how far what leads away is followed. */
interface Outlook {
  readonly around: Surroundings;
  readonly ring: Mask;
  /** Pixels of the ring. */
  readonly outline: readonly number[];
  readonly reach: number;
  readonly far: number;
}

function lookAround(image: RgbImage, matte: Matte): Outlook {
  const reach = Math.max(REACH.least, Math.round(REACH.ratio * Math.max(image.width, image.height)));
  const far = reach + Math.max(AWAY.least, Math.round(AWAY.ratio * Math.max(matte.box.width, matte.box.height)));
  const around = new Surroundings(image, matte, far + 1);
  const ring = around.ring(reach);
  const outline: number[] = [];
  for (let pixel = ring.data.indexOf(1); pixel >= 0; pixel = ring.data.indexOf(1, pixel + 1)) outline.push(pixel);
  return { around, ring, outline, reach, far };
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
    const colour = medianOf(part.map((pixel) => around.labOf(pixel)));
    const isSame = (pixel: number) => distanceOf(around.labOf(pixel), colour) <= SAME;
    const beside = around.beside(part, ring, reach);
    const others = beside.filter((lab) => distanceOf(lab, colour) >= OTHER).length;
    return (
      beside.length > 1 && others >= OTHER_SHARE * beside.length && around.walk(part, isSame, reach, far) !== undefined
    );
  });
}

/** Whether something thin comes to a thing on its ground, and does not come out on another side of it. */
function hangs(outlook: Outlook): boolean {
  const { around, outline, reach, far } = outlook;
  const ground = medianOf(outline.map((pixel) => around.labOf(pixel)));
  const off = outline.map((pixel) => distanceOf(around.labOf(pixel), ground)).filter((each) => each < OTHER);
  if (off.length < ONE_GROUND_SHARE * outline.length) return false;
  if (Math.sqrt(off.reduce((sum, each) => sum + each ** 2, 0) / off.length) > MOST_GRAIN) return false;
  const isOther = (pixel: number) => distanceOf(around.labOf(pixel), ground) >= OTHER;
  const widest = Math.max(THREAD.most * RING_PX, THREAD.ratio * outline.length);
  const threads = partsOf(outlook, isOther)
    .filter((part) => part.length >= THREAD.least * RING_PX && part.length <= widest)
    .map((part) => ({ part, colour: medianOf(part.map((pixel) => around.labOf(pixel))) }))
    .filter(({ part }) => {
      const way = around.walk(part, isOther, reach, far);
      const isNear = (pixel: number) =>
        around.away[pixel] >= reach + NEAR_PX && around.away[pixel] < reach + NEAR_PX + RING_PX;
      return way !== undefined && [...way].filter(isNear).length <= WIDER * part.length;
    });
  return threads.some((one) => threads.every((other) => other === one || distanceOf(one.colour, other.colour) > OTHER));
}

/**
 * Whether something leads away from a thing beyond its outline: the shaft of a paddle, a branch, what it hangs on. What was
 * cut off there can neither go nor stand otherwise.
 */
export function leadsAway(image: RgbImage, matte: Matte): boolean {
  const outlook = lookAround(image, matte);
  return outlook.outline.length > 0 && (goesOn(outlook) || hangs(outlook));
}
