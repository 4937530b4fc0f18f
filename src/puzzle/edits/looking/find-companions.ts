import type { Box } from '../../../contract/geometry.ts';
import { rgbToLabInto } from '../../../imaging/colour.ts';
import { findComponents } from '../../../imaging/components.ts';
import { distanceToSet } from '../../../imaging/distance.ts';
import { createMask, type FloatMap, type Mask, type RgbImage } from '../../../imaging/image.ts';
import { dilate } from '../../../imaging/morphology.ts';
import { countSet, maskInBox, type PlacedMask, padMask } from '../../../imaging/placed-mask.ts';

/** How far around a thing its companions end: a share of its longer side. */
const REACH_RATIO = 0.35;
/** How far from a thing they begin: a share of the picture's shorter side, so that all is one difference. */
const GAP_RATIO = 0.02;
/** Their size as a share of the thing's: what is smaller is grain, what is larger is a thing of its own. */
const SIZE_RATIO = { least: 0.006, most: 0.15 };
const LEAST_PIXELS = 10;
/** A thing has a few of them: more are letters, or what the ground is strewn with. */
const MOST = 4;
/** Lab distance from the ground's median that three quarters of it stay within: else nothing can be told from it. */
const MAX_ROUGHNESS = 18;
const QUANTILE = 0.75;
/** What lies further (Lab, and that many times the roughness) from the median is no ground. */
const OTHER = { distance: 12, roughness: 2.5 };
/** Pixels of the ground that stand for all. */
const MAX_SAMPLES = 4096;
const CHANNELS = 3;
/** They have a soft rim, too. */
const RIM_PX = 2;

/** Lab of pixels of an image, three values each. @param pixels of a window, whose box lies in the image */
function labOf(image: RgbImage, box: Box, pixels: Int32Array): Float32Array {
  const lab = new Float32Array(pixels.length * CHANNELS);
  for (let index = 0; index < pixels.length; index++) {
    const pixel = pixels[index];
    const y = Math.floor(pixel / box.width);
    const from = ((box.y + y) * image.width + box.x + pixel - y * box.width) * CHANNELS;
    rgbToLabInto(image.data[from], image.data[from + 1], image.data[from + 2], lab, index * CHANNELS);
  }
  return lab;
}

/** Lab distance of each of some pixels from a colour. */
function distancesFrom(colour: readonly number[], lab: Float32Array): Float32Array {
  const [l, a, b] = colour;
  const distances = new Float32Array(lab.length / CHANNELS);
  for (let index = 0, at = 0; index < distances.length; index++, at += CHANNELS) {
    distances[index] = Math.sqrt((lab[at] - l) ** 2 + (lab[at + 1] - a) ** 2 + (lab[at + 2] - b) ** 2);
  }
  return distances;
}

/** The pixels of a window that are not in its mask. */
function groundOf({ data }: Mask): Int32Array {
  const ground = new Int32Array(data.length);
  let count = 0;
  for (let pixel = 0; pixel < data.length; pixel++) if (data[pixel] === 0) ground[count++] = pixel;
  return ground.subarray(0, count);
}

/** The pixels of a window that are no ground, where its ground tells. */
function oddPixels(image: RgbImage, { box, mask }: PlacedMask): Mask | undefined {
  const ground = groundOf(mask);
  // Some of the ground tell its colour as well as all of it.
  const step = Math.ceil(ground.length / MAX_SAMPLES);
  const samples = labOf(
    image,
    box,
    ground.filter((_, index) => index % step === 0),
  );
  const middle = [0, 1, 2].map((channel) => {
    const values = samples.filter((_, at) => at % CHANNELS === channel).sort();
    return values[values.length >> 1];
  });
  const sorted = distancesFrom(middle, samples).sort();
  const roughness = sorted[Math.floor(QUANTILE * sorted.length)] ?? Number.POSITIVE_INFINITY;
  if (roughness > MAX_ROUGHNESS) return undefined;
  const limit = Math.max(OTHER.distance, OTHER.roughness * roughness);
  const odd = createMask(box.width, box.height);
  distancesFrom(middle, labOf(image, box, ground)).forEach((distance, index) => {
    if (distance > limit) odd.data[ground[index]] = 1;
  });
  return odd;
}

/**
 * What goes with a thing though it does not hang together with it: the bar over a figure's head, the dot beside a sign, a
 * tip that its outline missed. Few, small, close by, on a ground that tells, and ending close by: what leads further away is
 * something else.
 *
 * @param thing with its rim
 * @param others things that stay
 */
export function findCompanions(
  image: RgbImage,
  thing: PlacedMask,
  others: readonly PlacedMask[],
): PlacedMask | undefined {
  const reach = Math.ceil(REACH_RATIO * Math.max(thing.box.width, thing.box.height));
  const { box, mask } = padMask(thing, reach, image);
  const odd = oddPixels(image, { box, mask });
  if (!odd?.data.includes(1)) return undefined;
  const taken = maskInBox(others, box).data;
  let away: FloatMap | undefined;
  const gap = GAP_RATIO * Math.min(image.width, image.height);
  const size = countSet(mask);
  const least = Math.max(LEAST_PIXELS, SIZE_RATIO.least * size);
  const found = createMask(box.width, box.height);
  let count = 0;
  for (const { area, box: own, runs } of findComponents(odd)) {
    const isInner = own.x > 0 && own.y > 0 && own.x + own.width < box.width && own.y + own.height < box.height;
    if (!isInner || area < least || area > SIZE_RATIO.most * size) continue;
    const pixels = runs.flatMap(({ start, end }) => Array.from({ length: end - start }, (_, at) => start + at));
    if (pixels.some((pixel) => taken[pixel])) continue;
    away ??= distanceToSet(mask);
    const distances = away.data;
    if (!pixels.some((pixel) => distances[pixel] <= gap)) continue;
    for (const pixel of pixels) found.data[pixel] = 1;
    if (++count > MOST) return undefined;
  }
  return count > 0 ? { box, mask: dilate(found, RIM_PX) } : undefined;
}
