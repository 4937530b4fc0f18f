import type { Box, Size } from '../contract/geometry.ts';
import { distanceToSet } from '../imaging/distance.ts';
import { createFloatMap, type FloatMap, type Mask, type RgbImage } from '../imaging/image.ts';
import { invert } from '../imaging/morphology.ts';
import { type PlacedMask, padMask, scaleMask } from '../imaging/placed-mask.ts';

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
/** Means of the two sides are taken over windows this many bands wide. */
const WINDOW_BANDS = 3;
/** Shares of the thing in a pixel from which on, and up to which, its texture counts as the thing's. */
const MIXED = { from: 0.35, to: 0.8 };
const MAX_BYTE = 255;

/** Sums of a box window at every pixel by running sums: of the colours of chosen pixels, and their number. */
function windowSums(values: Float32Array, width: number, height: number, radius: number): Float32Array {
  const rows = new Float32Array(values.length);
  for (let y = 0; y < height; y++) {
    let sum = 0;
    const row = y * width;
    for (let x = -radius; x < width; x++) {
      if (x + radius < width) sum += values[row + x + radius];
      if (x - radius - 1 >= 0) sum -= values[row + x - radius - 1];
      if (x >= 0) rows[row + x] = sum;
    }
  }
  const result = new Float32Array(values.length);
  for (let x = 0; x < width; x++) {
    let sum = 0;
    for (let y = -radius; y < height; y++) {
      if (y + radius < height) sum += rows[(y + radius) * width + x];
      if (y - radius - 1 >= 0) sum -= rows[(y - radius - 1) * width + x];
      if (y >= 0) result[y * width + x] = sum;
    }
  }
  return result;
}

/** Mean colour of the chosen pixels around every pixel; `known` is 0 where there is none. */
interface LocalMeans {
  readonly colour: Float32Array;
  readonly known: Float32Array;
}

function localMeans(crop: Float32Array, chosen: Uint8Array, { width, height }: Size, radius: number): LocalMeans {
  const known = windowSums(Float32Array.from(chosen), width, height, radius);
  const colour = new Float32Array(crop.length);
  for (let channel = 0; channel < 3; channel++) {
    const values = new Float32Array(width * height);
    for (let pixel = 0; pixel < values.length; pixel++) {
      values[pixel] = chosen[pixel] ? crop[pixel * 3 + channel] : 0;
    }
    const sums = windowSums(values, width, height, radius);
    for (let pixel = 0; pixel < values.length; pixel++) colour[pixel * 3 + channel] = sums[pixel] / known[pixel];
  }
  return { colour, known };
}

function cropColours(image: RgbImage, box: Box): Float32Array {
  const crop = new Float32Array(box.width * box.height * 3);
  for (let y = 0; y < box.height; y++) {
    const from = ((box.y + y) * image.width + box.x) * 3;
    crop.set(image.data.subarray(from, from + box.width * 3), y * box.width * 3);
  }
  return crop;
}

/** Where a colour lies on the way from background (0) to foreground (1), or undefined when the two are too alike. */
function project(crop: Float32Array, front: Float32Array, back: Float32Array, pixel: number): number | undefined {
  let dot = 0;
  let length = 0;
  for (let at = pixel * 3; at < pixel * 3 + 3; at++) {
    const across = front[at] - back[at];
    dot += (crop[at] - back[at]) * across;
    length += across * across;
  }
  return length < LEAST_CONTRAST_SQUARED ? undefined : Math.min(1, Math.max(0, dot / length));
}

/**
 * The thing's own colour in a pixel that shows some of its ground: the mean of those inside. What a pixel is off the mix
 * of the two means is texture or shade: the thing's where the pixel is mostly thing.
 */
function unmix(foreground: Float32Array, pixel: number, alpha: number, front: Float32Array, back: Float32Array): void {
  const own = Math.min(1, Math.max(0, (alpha - MIXED.from) / (MIXED.to - MIXED.from)));
  for (let at = pixel * 3; at < pixel * 3 + 3; at++) {
    const rest = foreground[at] - alpha * front[at] - (1 - alpha) * back[at];
    foreground[at] = Math.min(MAX_BYTE, Math.max(0, front[at] + own * rest));
  }
}

/** Signed distance to the mask's border in pixels: positive inside. */
function signedDistance(mask: Mask): Float32Array {
  const toSet = distanceToSet(mask).data;
  const toUnset = distanceToSet(invert(mask)).data;
  return toSet.map((away, pixel) => toUnset[pixel] - away);
}

/**
 * Brings a mask that was found on a smaller working image to the pixels of the full image: inside a narrow band around
 * its border, each pixel's share of the thing follows from where its colour lies between the mean colours just inside
 * and just outside the band (the compositing equation of Porter & Duff 1984, solved for alpha).
 *
 * @param placed in pixels of an image of size `from`
 * @returns alpha is 1 well inside, 0 outside the band
 */
export function refineMask(image: RgbImage, placed: PlacedMask, from: Size): Matte {
  const band = BASE_BAND_PX + Math.ceil(Math.max(image.width / from.width, image.height / from.height) - 1) * 2;
  const { box, mask } = padMask(scaleMask(placed, from, image), band * (WINDOW_BANDS + 1), image);
  const crop = cropColours(image, box);
  const inward = signedDistance(mask);
  const core = Uint8Array.from(inward, (distance) => (distance > band ? 1 : 0));
  // A thing thinner than the band has no core: its own mask stands in for it.
  const thing = core.includes(1) ? core : mask.data;
  const ground = Uint8Array.from(inward, (distance) => (distance < -band ? 1 : 0));
  const radius = band * WINDOW_BANDS;
  const front = localMeans(crop, thing, box, radius);
  const back = localMeans(crop, ground, box, radius);
  const alpha = createFloatMap(box.width, box.height);
  const foreground = crop.slice();
  for (let pixel = 0; pixel < inward.length; pixel++) {
    if (inward[pixel] > band) alpha.data[pixel] = 1;
    if (Math.abs(inward[pixel]) > band) continue;
    const isKnown = front.known[pixel] > 0 && back.known[pixel] > 0;
    const share = isKnown ? project(crop, front.colour, back.colour, pixel) : undefined;
    // Far from the border a colour alone is no evidence: towards the band's edges alpha leans to the mask.
    const lean = inward[pixel] / band;
    alpha.data[pixel] =
      share === undefined ? mask.data[pixel] : Math.min(1, Math.max(0, share + lean * Math.abs(lean)));
    if (isKnown && share !== undefined && share < 1) {
      unmix(foreground, pixel, alpha.data[pixel], front.colour, back.colour);
    }
  }
  return { box, alpha, foreground };
}
