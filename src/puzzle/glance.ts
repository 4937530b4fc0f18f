import { windowMeans } from '../imaging/guided-filter.ts';
import type { RgbImage } from '../imaging/image.ts';
import { rgbToLab } from '../imaging/lab-planes.ts';

/** A glance takes in so much at once: half the side of what is averaged, as a share of the picture's longer side. */
const REACH_RATIO = 0.01;
/**
 * Lab distance between what two glances see below which a texture passes for itself: a piece of a woven band in the place
 * of another one comes to 9.7, a faint thing on a street to 12.8.
 */
const MIN_GLANCE_DISTANCE = 11;

/** Grey levels of a channel by which ground that was laid anew differs and nobody notices. */
const UNNOTICED = 3;
const CHANNELS = 3;

/** 1 for each pixel that differs noticeably between two images of one size, else 0. */
function noticedPixels({ data: before, width, height }: RgbImage, { data: after }: RgbImage): Float32Array {
  const noticed = new Float32Array(width * height);
  for (let at = 0; at < before.length; at++) {
    if (Math.abs(after[at] - before[at]) > UNNOTICED) noticed[Math.floor(at / CHANNELS)] = 1;
  }
  return noticed;
}

/** How far apart (Lab) what was and what is are at each pixel, each the mean of what changed in a window around it. */
function glanceDistances(before: RgbImage, after: RgbImage, noticed: Float32Array, reach: number): Float32Array {
  const { width, height } = before;
  const [was, is] = [rgbToLab(before).planes, rgbToLab(after).planes];
  const shares = windowMeans(noticed, width, height, reach);
  const squares = new Float32Array(noticed.length);
  for (let channel = 0; channel < CHANNELS; channel++) {
    const change = new Float32Array(noticed.length);
    for (let pixel = 0; pixel < change.length; pixel++) {
      change[pixel] = noticed[pixel] * (is[channel][pixel] - was[channel][pixel]);
    }
    const means = windowMeans(change, width, height, reach);
    for (let pixel = 0; pixel < means.length; pixel++) {
      if (noticed[pixel] > 0) squares[pixel] += (means[pixel] / shares[pixel]) ** 2;
    }
  }
  return squares.map(Math.sqrt);
}

/** The median Lab distance of two glances over the pixels that differ noticeably; 0 where none does. */
function glanceDistance(before: RgbImage, after: RgbImage, longerSide: number): number {
  const noticed = noticedPixels(before, after);
  const reach = Math.max(1, Math.round(REACH_RATIO * longerSide));
  const distances = glanceDistances(before, after, noticed, reach).filter((_, pixel) => noticed[pixel] > 0);
  return distances.sort()[distances.length >> 1] ?? 0;
}

/**
 * Whether what came or went is seen at a glance, and not only by comparing pixel by pixel: a patch of a texture in the
 * place of another one is not. Only what changed is compared: a thin line on plain ground is seen in large pictures, too.
 *
 * @param before the part of the picture that holds the change, and the same part after it
 * @param longerSide of the picture, pixels
 */
export function showsAtAGlance(before: RgbImage, after: RgbImage, longerSide: number): boolean {
  return glanceDistance(before, after, longerSide) >= MIN_GLANCE_DISTANCE;
}
