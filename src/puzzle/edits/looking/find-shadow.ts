import type { Box, Size } from '../../../contract/geometry.ts';
import { findComponents, type RunComponent } from '../../../imaging/components.ts';
import { createMask, type Mask, type RgbImage } from '../../../imaging/image.ts';
import { dilate } from '../../../imaging/morphology.ts';
import { countSet, maskInBox, type PlacedMask, padMask } from '../../../imaging/placed-mask.ts';

/** How far from a thing its shadow is looked for: a share of the thing's longer side. */
const REACH_RATIO = 0.3;
/** A shadow takes this much of the light of its ground: less is not seen, more is another thing. */
const SHADED = {
  light: { min: 0.45, max: 0.96 },
  /** ... and leaves its colour: shares of red and of green in the sum of the channels differ by no more than this. */
  colour: 0.025,
};
/** A shadow is smaller than its thing, by this factor at least: what is larger is ground. */
const MAX_SHARE = 0.7;
/** The ground is looked at in a frame of this width around the place. */
const FRAME_PX = 4;
/** Of the frame no more than this share may look like shadow: otherwise it is another ground. */
const MAX_FRAME_SHARE = 0.15;
/** A thing and its shadow touch, a soft rim between them. */
const TOUCH_PX = 3;
/** What a shadow takes with it as it fades out has the ground's grain: of its light, and of its colour. */
const FADING = { light: { min: 0.35, max: 1.35 }, colour: 0.08 };
const CHANNELS = 3;

/** The sides of a box in an image beyond which there is more of it. */
const openSides = ({ x, y, width, height }: Box, image: Size) => ({
  left: x > 0,
  top: y > 0,
  right: x + width < image.width,
  bottom: y + height < image.height,
});

/**
 * The pixels of a box near its border, in its lower half: a shadow lies at the feet, what is above says nothing of the
 * ground. Along the image's own border a shadow may lie: no side there.
 */
function framePixels(box: Box, image: Size): number[] {
  const { width, height } = box;
  const open = openSides(box, image);
  const pixels: number[] = [];
  for (let y = Math.ceil(height / 2); y < height; y++) {
    const isWhole = open.bottom && y >= height - FRAME_PX;
    for (let x = 0; x < width; x++) {
      const isAtSide = (open.left && x < FRAME_PX) || (open.right && x >= width - FRAME_PX);
      if (isWhole || isAtSide) pixels.push(y * width + x);
    }
  }
  return pixels;
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

  holds(red: number, green: number, blue: number, { light, colour }: typeof SHADED): boolean {
    const sum = red + green + blue + 1;
    if (sum < light.min * this.full || sum > light.max * this.full) return false;
    return Math.abs(red / sum - this.red) <= colour && Math.abs(green / sum - this.green) <= colour;
  }
}

/** What a box of an image shows outside a mask of that box. */
class Beside {
  private readonly data: Uint8Array;
  private readonly mask: Mask;
  /** Index of the red byte of each pixel of the frame. */
  private readonly frame: readonly number[];
  private readonly box: Box;
  private readonly stride: number;

  constructor(image: RgbImage, { box, mask }: PlacedMask) {
    this.data = image.data;
    this.mask = mask;
    this.box = box;
    this.stride = image.width;
    this.frame = framePixels(box, image)
      .filter((pixel) => mask.data[pixel] === 0)
      .map((pixel) => this.rowStart(Math.floor(pixel / box.width)) + (pixel % box.width) * CHANNELS);
  }

  /** Index of the red byte of the first pixel of a row. */
  private rowStart(y: number): number {
    return ((this.box.y + y) * this.stride + this.box.x) * CHANNELS;
  }

  private isShaded(at: number, shade: Shade, limits = SHADED): boolean {
    return shade.holds(this.data[at], this.data[at + 1], this.data[at + 2], limits);
  }

  /** The shade of the ground at the feet; undefined where there is none, or where much of it could be shade itself. */
  shade(): Shade | undefined {
    const { frame, data } = this;
    if (frame.length === 0) return undefined;
    const shade = new Shade([0, 1, 2].map((channel) => median(Uint8Array.from(frame, (at) => data[at + channel]))));
    const shaded = frame.filter((at) => this.isShaded(at, shade));
    return shaded.length > MAX_FRAME_SHARE * frame.length ? undefined : shade;
  }

  /** The pixels outside the mask that are ground in other light. */
  where(shade: Shade, limits = SHADED): Mask {
    const { width, height } = this.mask;
    const shaded = createMask(width, height);
    for (let y = 0, pixel = 0; y < height; y++) {
      for (let x = 0, at = this.rowStart(y); x < width; x++, pixel++, at += CHANNELS) {
        if (this.mask.data[pixel] === 0 && this.isShaded(at, shade, limits)) shaded.data[pixel] = 1;
      }
    }
    return shaded;
  }
}

/** Whether a part of a mask has a pixel in another one. */
function meets({ runs }: RunComponent, { data }: Mask): boolean {
  for (const { start, end } of runs) {
    for (let pixel = start; pixel < end; pixel++) if (data[pixel]) return true;
  }
  return false;
}

/** Whether a part of a window has room on all sides beyond which there is more: what does not goes on, and is a ground. */
function endsWithin({ x, y, width, height }: Box, window: Box, image: Size): boolean {
  const open = openSides(window, image);
  const [isRightFree, isBottomFree] = [x + width < window.width, y + height < window.height];
  return (
    (x > 0 || !open.left) && (y > 0 || !open.top) && (isRightFree || !open.right) && (isBottomFree || !open.bottom)
  );
}

/** The connected parts of a mask of a window that a thing touches and that end close by. */
function touching(mask: Mask, { box, mask: thing }: PlacedMask, image: Size): Mask {
  const near = dilate(thing, TOUCH_PX);
  const touched = createMask(mask.width, mask.height);
  for (const part of findComponents(mask)) {
    if (endsWithin(part.box, box, image) && meets(part, near))
      for (const { start, end } of part.runs) touched.data.fill(1, start, end);
  }
  return touched;
}

/** A shadow with so much of the ground around it as it may fade out in. */
function softened(shadow: PlacedMask, image: RgbImage, thing: PlacedMask, shade: Shade, rimPx: number): PlacedMask {
  const { box, mask } = padMask(shadow, rimPx, image);
  const ground = new Beside(image, { box, mask: maskInBox([thing], box) }).where(shade, FADING).data;
  const soft = dilate(mask, rimPx).data.map((value, pixel) => value & (mask.data[pixel] | ground[pixel]));
  return { box, mask: createMask(box.width, box.height, soft) };
}

/**
 * The shadow that a thing throws on its ground, where it can be told: darker than the ground beside it, of the same
 * colour, joined to the thing, ending close by and smaller than it.
 *
 * @param rimPx so much of the ground around it comes along, where that is ground: a shadow fades out; 0: none
 * @returns undefined when there is none, or when it could as well be another ground
 */
export function findShadow(image: RgbImage, thing: PlacedMask, rimPx = 0): PlacedMask | undefined {
  const reach = Math.ceil(REACH_RATIO * Math.max(thing.box.width, thing.box.height));
  const place = padMask(thing, reach, image);
  const around = new Beside(image, place);
  const shade = around.shade();
  if (!shade) return undefined;
  const shadow = touching(around.where(shade), place, image);
  const size = countSet(shadow);
  if (size === 0 || size > MAX_SHARE * countSet(place.mask)) return undefined;
  return rimPx > 0
    ? softened({ box: place.box, mask: shadow }, image, thing, shade, rimPx)
    : { box: place.box, mask: shadow };
}
