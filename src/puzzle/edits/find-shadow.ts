import type { Box } from '../../contract/geometry.ts';
import { labelComponents } from '../../imaging/components.ts';
import { createMask, type Mask, type RgbImage } from '../../imaging/image.ts';
import { dilate } from '../../imaging/morphology.ts';
import { type PlacedMask, padMask } from '../../imaging/placed-mask.ts';

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

type Colour = readonly [number, number, number];

function isInFrame(pixel: number, { width, height }: Box): boolean {
  const [x, y] = [pixel % width, Math.floor(pixel / width)];
  // A shadow lies at the feet: what is above says nothing about the ground there.
  return y >= height / 2 && (x < FRAME_PX || x >= width - FRAME_PX || y >= height - FRAME_PX);
}

function colourAt({ data, width }: RgbImage, { x, y, width: across }: Box, pixel: number): Colour {
  const at = ((y + Math.floor(pixel / across)) * width + x + (pixel % across)) * 3;
  return [data[at], data[at + 1], data[at + 2]];
}

function median(values: readonly number[]): number {
  return Float64Array.from(values).sort()[Math.floor(values.length / 2)];
}

const sumOf = ([red, green, blue]: Colour) => red + green + blue + 1;

/** Whether a colour is that of a ground in less light. */
function isShaded(colour: Colour, ground: Colour): boolean {
  const [sum, full] = [sumOf(colour), sumOf(ground)];
  const isDarker = sum >= LIGHT_LEFT.min * full && sum <= LIGHT_LEFT.max * full;
  return isDarker && [0, 1].every((channel) => Math.abs(colour[channel] / sum - ground[channel] / full) <= SAME_COLOUR);
}

/** The connected parts of a mask that a thing touches. */
function touching(mask: Mask, thing: Mask): Mask {
  const { labels } = labelComponents(mask);
  const near = dilate(thing, TOUCH_PX).data;
  const touched = new Set<number>();
  labels.data.forEach((label, pixel) => {
    if (label >= 0 && near[pixel]) touched.add(label);
  });
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
  const { box, mask } = padMask(thing, reach, image);
  const pixels = Array.from(mask.data.keys()).filter((pixel) => mask.data[pixel] === 0);
  const frame = pixels.filter((pixel) => isInFrame(pixel, box)).map((pixel) => colourAt(image, box, pixel));
  if (frame.length === 0) return undefined;
  const [red, green, blue] = [0, 1, 2].map((channel) => median(frame.map((colour) => colour[channel])));
  const ground: Colour = [red, green, blue];
  if (frame.filter((colour) => isShaded(colour, ground)).length > MAX_FRAME_SHARE * frame.length) return undefined;
  const shaded = createMask(box.width, box.height);
  for (const pixel of pixels) if (isShaded(colourAt(image, box, pixel), ground)) shaded.data[pixel] = 1;
  const shadow = touching(shaded, mask);
  const [size, most] = [shadow, mask].map(({ data }) => data.reduce((sum, value) => sum + value, 0));
  return size > 0 && size <= MAX_SHARE * most ? { box, mask: shadow } : undefined;
}
