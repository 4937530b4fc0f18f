import type { Box } from '../../contract/geometry.ts';
import { labelComponents } from '../../imaging/components.ts';
import { createMask, type Mask, type RgbImage } from '../../imaging/image.ts';
import { dilate } from '../../imaging/morphology.ts';
import { countSet, type PlacedMask, padMask } from '../../imaging/placed-mask.ts';

/** How far from a thing its shadow is looked for: a share of the thing's longer side. */
const REACH_RATIO = 0.3;
/** A shadow takes this much of the light of its ground: less is not seen, more is another thing. */
const LIGHT_LEFT = { min: 0.45, max: 0.96 };
/** ... and leaves its colour: shares of red and of green in the sum of the channels differ by no more than this. */
const SAME_COLOUR = 0.025;
/** A shadow is smaller than its thing, by this factor at least: what is larger is ground. */
const MAX_SHARE = 0.7;
/** The ground is looked at in a frame of this width around the place. */
const FRAME_PX = 4;
/** Of the frame no more than this share may look like shadow: otherwise it is another ground. */
const MAX_FRAME_SHARE = 0.15;
/** A thing and its shadow touch, a soft rim between them. */
const TOUCH_PX = 3;
const CHANNELS = 3;

function isInFrame(x: number, y: number, { width, height }: Box): boolean {
  // A shadow lies at the feet: what is above says nothing about the ground there.
  return y >= height / 2 && (x < FRAME_PX || x >= width - FRAME_PX || y >= height - FRAME_PX);
}

function median(values: Uint8Array): number {
  return values.slice().sort()[Math.floor(values.length / 2)];
}

/** Tells colours of a ground in less light from all others. */
class Shade {
  private readonly full: number;
  private readonly red: number;
  private readonly green: number;

  /** @param ground its colour in full light */
  constructor([red, green, blue]: readonly number[]) {
    this.full = red + green + blue + 1;
    this.red = red / this.full;
    this.green = green / this.full;
  }

  holds(red: number, green: number, blue: number): boolean {
    const sum = red + green + blue + 1;
    if (sum < LIGHT_LEFT.min * this.full || sum > LIGHT_LEFT.max * this.full) return false;
    return Math.abs(red / sum - this.red) <= SAME_COLOUR && Math.abs(green / sum - this.green) <= SAME_COLOUR;
  }
}

/** What a box of an image shows outside a mask of that box. */
class Surroundings {
  private readonly data: Uint8Array;
  private readonly mask: Mask;
  /** Index of the red byte of each pixel of the frame. */
  private readonly frame: readonly number[];
  private readonly indexOf: (pixel: number) => number;

  constructor(image: RgbImage, { box, mask }: PlacedMask) {
    this.data = image.data;
    this.mask = mask;
    this.indexOf = (pixel) =>
      ((box.y + Math.floor(pixel / box.width)) * image.width + box.x + (pixel % box.width)) * CHANNELS;
    const frame: number[] = [];
    for (let pixel = 0; pixel < mask.data.length; pixel++) {
      const isFree = mask.data[pixel] === 0 && isInFrame(pixel % box.width, Math.floor(pixel / box.width), box);
      if (isFree) frame.push(this.indexOf(pixel));
    }
    this.frame = frame;
  }

  private isShaded(at: number, shade: Shade): boolean {
    return shade.holds(this.data[at], this.data[at + 1], this.data[at + 2]);
  }

  /** The shade of the ground at the feet; undefined where there is none, or where much of it could be shade itself. */
  shade(): Shade | undefined {
    const { frame, data } = this;
    if (frame.length === 0) return undefined;
    const shade = new Shade([0, 1, 2].map((channel) => median(Uint8Array.from(frame, (at) => data[at + channel]))));
    const shaded = frame.filter((at) => this.isShaded(at, shade));
    return shaded.length > MAX_FRAME_SHARE * frame.length ? undefined : shade;
  }

  /** The pixels outside the mask that are ground in less light. */
  where(shade: Shade): Mask {
    const shaded = createMask(this.mask.width, this.mask.height);
    for (let pixel = 0; pixel < shaded.data.length; pixel++) {
      if (this.mask.data[pixel] === 0 && this.isShaded(this.indexOf(pixel), shade)) shaded.data[pixel] = 1;
    }
    return shaded;
  }
}

/** The connected parts of a mask that a thing touches. */
function touching(mask: Mask, thing: Mask): Mask {
  const { labels } = labelComponents(mask);
  const near = dilate(thing, TOUCH_PX).data;
  const touched = new Set<number>();
  for (let pixel = 0; pixel < near.length; pixel++) {
    if (near[pixel] && labels.data[pixel] >= 0) touched.add(labels.data[pixel]);
  }
  return createMask(
    mask.width,
    mask.height,
    Uint8Array.from(labels.data, (label) => (touched.has(label) ? 1 : 0)),
  );
}

/**
 * The shadow that a thing throws on its ground, where it can be told: darker than the ground beside it, of the same
 * colour, joined to the thing and smaller than it.
 *
 * @returns undefined when there is none, or when it could as well be another ground
 */
export function findShadow(image: RgbImage, thing: PlacedMask): PlacedMask | undefined {
  const reach = Math.ceil(REACH_RATIO * Math.max(thing.box.width, thing.box.height));
  const place = padMask(thing, reach, image);
  const around = new Surroundings(image, place);
  const shade = around.shade();
  if (!shade) return undefined;
  const shadow = touching(around.where(shade), place.mask);
  const size = countSet(shadow);
  return size > 0 && size <= MAX_SHARE * countSet(place.mask) ? { box: place.box, mask: shadow } : undefined;
}
