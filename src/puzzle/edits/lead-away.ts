import type { Box } from '../../contract/geometry.ts';
import { atLeast } from '../../imaging/at-least.ts';
import { rgbToLabInto } from '../../imaging/colour.ts';
import { findComponents } from '../../imaging/components.ts';
import { distanceToSet } from '../../imaging/distance.ts';
import { createMask, type Mask, type RgbImage } from '../../imaging/image.ts';
import { invert } from '../../imaging/morphology.ts';
import { padMask } from '../../imaging/placed-mask.ts';
import type { Matte } from '../../segmentation/refine-mask.ts';

/** Both sides of an outline are looked at so far from it, beyond its blur: in pixels, and as a share of the image's longer side. */
const REACH = { least: 3, ratio: 1 / 320 };
/** Lab distance within which both sides are of one thing, a little more along it, and from which on the ground beside it is another. */
const SAME = 9;
const SAME_FARTHER = 12;
const OTHER = 14;
/** What leads away can be followed so far: in pixels, and as a share of the thing's longer side. */
const AWAY = { least: 10, ratio: 0.2 };
/** Pixels of outline of which less goes on by chance, and the share of it of which more is the thing's ground. */
const LEAST_WIDTH = 3;
const WIDEST_RATIO = 0.3;
/** The ring that is looked at is so thick that no way leads through it. */
const RING_PX = 1.5;
/** The ground beside begins so far from what leads away: what lies nearer is a blend. */
const BLEND_PX = 3;
/** So much of the ground beside it must be another. */
const OTHER_SHARE = 0.8;
/** What a thing hangs on is thin: pixels, and share of the thing's outline, whichever is more. Thinner ones are grain. */
const THREAD = { least: 2, most: 8, ratio: 0.06 };
/** ... and is only told from what else stands around where this share of the ring is one ground. */
const ONE_GROUND_SHARE = 0.7;
const CHANNELS = 3;

type Lab = readonly [number, number, number];

const distanceOf = (one: Lab, other: Lab) => Math.hypot(one[0] - other[0], one[1] - other[1], one[2] - other[2]);

function medianOf(labs: readonly Lab[]): Lab {
  const [l, a, b] = [0, 1, 2].map((c) => Float64Array.from(labs, (lab) => lab[c]).sort()[labs.length >> 1]);
  return [l, a, b];
}

/** What stands around a thing, in which pixels are counted row by row. */
class Surroundings {
  readonly width: number;
  /** How far each pixel lies from the thing, and how deep in it. */
  readonly away: Float32Array;
  private readonly depth: Float32Array;
  private readonly box: Box;
  private readonly image: RgbImage;
  private readonly lab = new Float64Array(CHANNELS);
  private readonly known = new Map<number, Lab>();

  constructor(image: RgbImage, { box: own, alpha }: Matte, margin: number) {
    const { box, mask } = padMask({ box: own, mask: atLeast(alpha, 0.5) }, margin, image);
    this.image = image;
    this.box = box;
    this.width = box.width;
    this.away = distanceToSet(mask).data;
    this.depth = distanceToSet(invert(mask)).data;
  }

  /** The colour of a pixel: the mean of 3x3, as grain says nothing. */
  labOf(pixel: number): Lab {
    const known = this.known.get(pixel);
    if (known) return known;
    const { image, box, width } = this;
    const [x, y] = [box.x + (pixel % width), box.y + Math.floor(pixel / width)];
    let [red, green, blue, count] = [0, 0, 0, 0];
    for (let row = Math.max(0, y - 1); row <= Math.min(image.height - 1, y + 1); row++) {
      for (let column = Math.max(0, x - 1); column <= Math.min(image.width - 1, x + 1); column++, count++) {
        const at = (row * image.width + column) * CHANNELS;
        red += image.data[at];
        green += image.data[at + 1];
        blue += image.data[at + 2];
      }
    }
    rgbToLabInto(Math.round(red / count), Math.round(green / count), Math.round(blue / count), this.lab, 0);
    const mean: Lab = [this.lab[0], this.lab[1], this.lab[2]];
    this.known.set(pixel, mean);
    return mean;
  }

  /** The pixels all around the thing, so far away. */
  ring(reach: number): Mask {
    const { away, width } = this;
    const ring = createMask(width, away.length / width);
    for (let y = 1; y < ring.height - 1; y++) {
      for (let pixel = y * width + 1; pixel < (y + 1) * width - 1; pixel++) {
        if (away[pixel] >= reach && away[pixel] < reach + RING_PX) ring.data[pixel] = 1;
      }
    }
    return ring;
  }

  /** Whether the thing looks the same as a pixel of the ring, straight across its outline. */
  goesOn(pixel: number, reach: number): boolean {
    const { away, width } = this;
    const [across, down] = [away[pixel + 1] - away[pixel - 1], away[pixel + width] - away[pixel - width]];
    const length = Math.hypot(across, down);
    if (length === 0) return false;
    const way = 2 * reach + 1;
    const x = Math.round((pixel % width) - (across / length) * way);
    const y = Math.round(Math.floor(pixel / width) - (down / length) * way);
    if (x < 0 || y < 0 || x >= width || y >= away.length / width) return false;
    const inner = y * width + x;
    return this.depth[inner] > reach - RING_PX && distanceOf(this.labOf(pixel), this.labOf(inner)) <= SAME;
  }

  /** The colours of the ring beside a part of it. */
  beside(part: readonly number[], ring: Mask, reach: number): Lab[] {
    const { width } = this;
    const near = new Map<number, number>();
    const far = BLEND_PX + reach;
    for (const pixel of part) {
      for (let down = -far; down <= far; down++) {
        for (let across = -far; across <= far; across++) {
          const [x, other] = [(pixel % width) + across, pixel + down * width + across];
          if (x < 0 || x >= width || ring.data[other] !== 1) continue;
          near.set(other, Math.min(near.get(other) ?? far, Math.hypot(across, down)));
        }
      }
    }
    return [...near].filter(([, away]) => away >= BLEND_PX && away < far).map(([pixel]) => this.labOf(pixel));
  }

  /** Whether one can walk from a part of the ring as far away from the thing without leaving a colour. */
  leads(part: readonly number[], colour: Lab, from: number, to: number): boolean {
    const { away, width } = this;
    const seen = new Set(part);
    for (const pixel of seen) {
      if (away[pixel] >= to) return true;
      for (const next of [pixel - 1, pixel + 1, pixel - width, pixel + width]) {
        if (!(away[next] >= from - 1) || seen.has(next)) continue;
        if (distanceOf(this.labOf(next), colour) <= SAME_FARTHER) seen.add(next);
      }
    }
    return false;
  }
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
    const beside = around.beside(part, ring, reach);
    const others = beside.filter((lab) => distanceOf(lab, colour) >= OTHER).length;
    return beside.length > 1 && others >= OTHER_SHARE * beside.length && around.leads(part, colour, reach, far);
  });
}

/** Whether something thin comes to a thing on its ground, and does not come out on another side of it. */
function hangs(outlook: Outlook): boolean {
  const { around, outline, reach, far } = outlook;
  const ground = medianOf(outline.map((pixel) => around.labOf(pixel)));
  const isOther = (pixel: number) => distanceOf(around.labOf(pixel), ground) >= OTHER;
  if (outline.filter(isOther).length > (1 - ONE_GROUND_SHARE) * outline.length) return false;
  const widest = Math.max(THREAD.most * RING_PX, THREAD.ratio * outline.length);
  const threads = partsOf(outlook, isOther)
    .filter((part) => part.length >= THREAD.least * RING_PX && part.length <= widest)
    .map((part) => ({ part, colour: medianOf(part.map((pixel) => around.labOf(pixel))) }))
    .filter(({ part, colour }) => around.leads(part, colour, reach, far));
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
