import type { Box, Size } from '../contract/geometry.ts';
import { distanceToSet } from '../imaging/distance.ts';
import type { FloatMap, Mask, RgbImage } from '../imaging/image.ts';
import { invert } from '../imaging/morphology.ts';
import { countSet, type PlacedMask, padMask, scaleMask } from '../imaging/placed-mask.ts';
import { SOFT_REACH_PX, softenEdges } from './soften-edges.ts';
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
/** When votes leave less of a mask than this share they are not heard. */
const LEAST_KEPT = 0.5;

function cropColours(image: RgbImage, box: Box): Uint8Array {
  const crop = new Uint8Array(box.width * box.height * 3);
  for (let y = 0; y < box.height; y++) {
    const from = ((box.y + y) * image.width + box.x) * 3;
    crop.set(image.data.subarray(from, from + box.width * 3), y * box.width * 3);
  }
  return crop;
}

/** Distance to the mask's border in pixels, positive inside. */
function borderDistance(mask: Mask): Float32Array {
  const outward = distanceToSet(mask).data;
  const inward = distanceToSet(invert(mask)).data;
  for (let pixel = 0; pixel < inward.length; pixel++) inward[pixel] -= outward[pixel];
  return inward;
}

/**
 * Brings a mask that was found on a smaller working image to the pixels of the full image. Its border moves to the edges
 * nearby and becomes as soft as they are.
 *
 * @param placed in pixels of an image of size `from`
 * @returns alpha is 1 inside and 0 outside, but for the border's softness
 */
export function refineMask(image: RgbImage, placed: PlacedMask, from: Size): Matte {
  const band = BASE_BAND_PX + Math.ceil(Math.max(image.width / from.width, image.height / from.height) - 1) * 2;
  const { box, mask: found } = padMask(scaleMask(placed, from, image), band + SOFT_REACH_PX, image);
  const colours = cropColours(image, box);
  const voted = voteEdges(found, colours, borderDistance(found), band);
  // What has hardly any inside can be outvoted altogether.
  const mask = countSet(voted) >= LEAST_KEPT * countSet(found) ? voted : found;
  return { box, ...softenEdges(mask, colours, borderDistance(mask)) };
}
