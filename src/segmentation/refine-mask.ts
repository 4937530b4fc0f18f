import type { Box, Size } from '../contract/geometry.ts';
import { createFloatMap, type FloatMap, type Mask, type RgbImage } from '../imaging/image.ts';
import { countSet, type PlacedMask, padMask, scaleMask } from '../imaging/placed-mask.ts';
import { voteEdges } from './vote-edges.ts';

/** How much of each pixel of a box belongs to a thing: alpha 0 to 1, box.width x box.height. */
export interface Matte {
  readonly box: Box;
  readonly alpha: FloatMap;
  /** The thing's own colour at each pixel, red, green, blue interleaved, 0 to 255: the pixel itself well inside. */
  readonly foreground: Float32Array;
}

/** Pixels of uncertainty on either side of a mask that was found at the image's own size. */
const BASE_BAND_PX = 2;
/** Squared RGB distance below which foreground and background cannot be told apart, so the mask alone decides. */
const LEAST_CONTRAST_SQUARED = 12 ** 2;
/** When votes leave less of a mask than this share they are not heard. */
const LEAST_KEPT = 0.5;
/** So soft are the picture's own edges, in pixels on either side. */
const SOFT_PX = 1.5;
/** So far from the border a colour alone is no evidence: on the way there alpha leans to the mask. */
const LEANING_PX = 2;
/** Means of the two sides are taken over windows that reach so far: not past a line that is drawn around a thing. */
const WINDOW_PX = 4;
/** Shares of the thing in a pixel from which on, and up to which, its texture counts as the thing's. */
const MIXED = { from: 0.35, to: 0.8 };
const MAX_BYTE = 255;
/** What lies farther (RGB, squared) from every mix of thing and ground than this is neither: a line drawn around it. */
const LEAST_STRANGE_SQUARED = 24 ** 2;

/** Mean colours of thing and ground around a pixel, and how many pixels of each there are. */
interface Sides {
  readonly front: Float64Array;
  readonly back: Float64Array;
  fronts: number;
  backs: number;
}

/** Fills in the sides of a pixel. @param sure 1 for pixels that are surely the thing's, -1 for the ground's, else 0 */
function lookAround(colours: Uint8Array, sure: Int8Array, { width, height }: Size, pixel: number, sides: Sides): void {
  const { front, back } = sides;
  const [x, y] = [pixel % width, Math.floor(pixel / width)];
  const [left, right] = [Math.max(0, x - WINDOW_PX), Math.min(width - 1, x + WINDOW_PX)];
  const bottom = Math.min(height - 1, y + WINDOW_PX);
  front.fill(0);
  back.fill(0);
  let [fronts, backs] = [0, 0];
  for (let row = Math.max(0, y - WINDOW_PX) * width; row <= bottom * width; row += width) {
    for (let at = row + left; at <= row + right; at++) {
      if (sure[at] === 0) continue;
      const sums = sure[at] > 0 ? front : back;
      if (sure[at] > 0) fronts++;
      else backs++;
      for (let channel = 0; channel < 3; channel++) sums[channel] += colours[at * 3 + channel];
    }
  }
  for (let channel = 0; channel < 3; channel++) {
    front[channel] /= fronts;
    back[channel] /= backs;
  }
  sides.fronts = fronts;
  sides.backs = backs;
}

function cropColours(image: RgbImage, box: Box): Uint8Array {
  const crop = new Uint8Array(box.width * box.height * 3);
  for (let y = 0; y < box.height; y++) {
    const from = ((box.y + y) * image.width + box.x) * 3;
    crop.set(image.data.subarray(from, from + box.width * 3), y * box.width * 3);
  }
  return crop;
}

/** Where a colour lies on the way from ground (0) to thing (1); undefined when the two are too alike or it is no mix of them. */
function project(colours: Uint8Array, pixel: number, { front, back }: Sides): number | undefined {
  let [dot, length, away] = [0, 0, 0];
  for (let channel = 0; channel < 3; channel++) {
    const across = front[channel] - back[channel];
    const off = colours[pixel * 3 + channel] - back[channel];
    dot += off * across;
    length += across * across;
    away += off * off;
  }
  if (length < LEAST_CONTRAST_SQUARED) return undefined;
  const share = Math.min(1, Math.max(0, dot / length));
  const strange = away - 2 * share * dot + share * share * length;
  return strange > LEAST_STRANGE_SQUARED ? undefined : share;
}

/**
 * The thing's own colour in a pixel that shows some of its ground: the mean of those inside. What a pixel is off the mix
 * of the two means is texture or shade: the thing's where the pixel is mostly thing.
 */
function unmix(foreground: Float32Array, pixel: number, alpha: number, { front, back }: Sides): void {
  const own = Math.min(1, Math.max(0, (alpha - MIXED.from) / (MIXED.to - MIXED.from)));
  for (let channel = 0; channel < 3; channel++) {
    const rest = foreground[pixel * 3 + channel] - alpha * front[channel] - (1 - alpha) * back[channel];
    foreground[pixel * 3 + channel] = Math.min(MAX_BYTE, Math.max(0, front[channel] + own * rest));
  }
}

/** Distance to the mask's border in pixels, positive inside; more than `reach` wherever it is farther than that. */
function borderDistance({ width, height, data }: Mask, reach: number): Float32Array {
  const squares = new Float32Array(data.length).fill((reach + 1) ** 2);
  const steps = Math.ceil(reach);
  const near = (own: number, x: number, y: number) => {
    const [left, right] = [Math.max(0, x - steps), Math.min(width - 1, x + steps)];
    for (let toY = Math.max(0, y - steps); toY <= Math.min(height - 1, y + steps); toY++) {
      for (let toX = left; toX <= right; toX++) {
        const to = toY * width + toX;
        const square = (toX - x) * (toX - x) + (toY - y) * (toY - y);
        if (data[to] !== own && square < squares[to]) squares[to] = square;
      }
    }
  };
  for (let y = 0, pixel = 0; y < height; y++) {
    for (let x = 0; x < width; x++, pixel++) {
      const own = data[pixel];
      const isBorder =
        (x > 0 && data[pixel - 1] !== own) ||
        (x + 1 < width && data[pixel + 1] !== own) ||
        (y > 0 && data[pixel - width] !== own) ||
        (y + 1 < height && data[pixel + width] !== own);
      if (isBorder) near(own, x, y);
    }
  }
  return squares.map((square, pixel) => (data[pixel] ? Math.sqrt(square) : -Math.sqrt(square)));
}

/**
 * Brings a mask that was found on a smaller working image to the pixels of the full image. Its border moves to the edges
 * nearby; beside it each pixel's share of the thing follows from where its colour lies between the mean colours just
 * inside and just outside (the compositing equation of Porter & Duff 1984, solved for alpha).
 *
 * @param placed in pixels of an image of size `from`
 * @returns alpha is 1 inside and 0 outside, but for the border's softness; at least .5 on the thing's side of it
 */
export function refineMask(image: RgbImage, placed: PlacedMask, from: Size): Matte {
  const band = BASE_BAND_PX + Math.ceil(Math.max(image.width / from.width, image.height / from.height) - 1) * 2;
  const { box, mask: found } = padMask(scaleMask(placed, from, image), band + WINDOW_PX, image);
  const colours = cropColours(image, box);
  const voted = voteEdges(found, colours, borderDistance(found, band), band);
  // What has hardly any inside can be outvoted altogether.
  const mask = countSet(voted) >= LEAST_KEPT * countSet(found) ? voted : found;
  const inward = borderDistance(mask, SOFT_PX);
  const sure = Int8Array.from(inward, (distance) => (Math.abs(distance) > SOFT_PX ? Math.sign(distance) : 0));
  // A thing thinner than its soft edges has nothing sure: all of it stands in.
  if (!sure.includes(1)) for (let pixel = 0; pixel < sure.length; pixel++) if (mask.data[pixel]) sure[pixel] = 1;
  const alpha = createFloatMap(box.width, box.height, Float32Array.from(mask.data));
  const foreground = Float32Array.from(colours);
  const sides: Sides = { front: new Float64Array(3), back: new Float64Array(3), fronts: 0, backs: 0 };
  for (let pixel = 0; pixel < inward.length; pixel++) {
    if (Math.abs(inward[pixel]) > SOFT_PX) continue;
    lookAround(colours, sure, box, pixel, sides);
    const share = sides.fronts > 0 && sides.backs > 0 ? project(colours, pixel, sides) : undefined;
    if (share === undefined) continue;
    const lean = inward[pixel] / LEANING_PX;
    alpha.data[pixel] = Math.min(1, Math.max(0, share + lean * Math.abs(lean)));
    if (share < 1) unmix(foreground, pixel, alpha.data[pixel], sides);
  }
  return { box, alpha, foreground };
}
