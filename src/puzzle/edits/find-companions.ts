import { rgbToLabInto } from '../../imaging/colour.ts';
import { findComponents } from '../../imaging/components.ts';
import { distanceToSet } from '../../imaging/distance.ts';
import { createMask, type RgbImage } from '../../imaging/image.ts';
import { dilate } from '../../imaging/morphology.ts';
import { countSet, maskInBox, type PlacedMask, padMask } from '../../imaging/placed-mask.ts';

/** How far around a thing its companions end: a share of its longer side. */
const REACH_RATIO = 0.35;
/** How far from a thing they begin: a share of the picture's shorter side, so that all is one difference. */
const GAP_RATIO = 0.02;
/** Their size as a share of the thing's: what is smaller is grain, what is larger is a thing of its own. */
const SIZE_RATIO = { least: 0.006, most: 0.15 };
const LEAST_PIXELS = 10;
/** Lab distance from the ground's median that three quarters of it stay within: else nothing can be told from it. */
const MAX_ROUGHNESS = 18;
const QUANTILE = 0.75;
/** What lies further (Lab, and that many times the roughness) from the median is no ground. */
const OTHER = { distance: 22, roughness: 2.5 };
/** They have a soft rim, too. */
const RIM_PX = 2;

/** Lab distance of each pixel of a window from the median of its ground, and how rough that is. */
function groundDistances(image: RgbImage, { box, mask }: PlacedMask): { distances: Float32Array; roughness: number } {
  const lab = new Float32Array(mask.data.length * 3);
  const ground: number[] = [];
  for (let pixel = 0; pixel < mask.data.length; pixel++) {
    const from = ((box.y + Math.floor(pixel / box.width)) * image.width + box.x + (pixel % box.width)) * 3;
    rgbToLabInto(image.data[from], image.data[from + 1], image.data[from + 2], lab, pixel * 3);
    if (!mask.data[pixel]) ground.push(pixel);
  }
  const medians = [0, 1, 2].map(
    (channel) => Float32Array.from(ground, (pixel) => lab[pixel * 3 + channel]).sort()[ground.length >> 1],
  );
  const distances = Float32Array.from(mask.data, (_, pixel) =>
    Math.hypot(...medians.map((value, channel) => lab[pixel * 3 + channel] - value)),
  );
  const sorted = Float32Array.from(ground, (pixel) => distances[pixel]).sort();
  return { distances, roughness: sorted[Math.floor(QUANTILE * sorted.length)] ?? Number.POSITIVE_INFINITY };
}

/**
 * What goes with a thing though it does not hang together with it: the bar over a figure's head, the dot beside a sign, a
 * tip that its outline missed. Small, close by, on a ground that tells, and ending close by: what leads further away is
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
  const { distances, roughness } = groundDistances(image, { box, mask });
  if (roughness > MAX_ROUGHNESS) return undefined;
  const limit = Math.max(OTHER.distance, OTHER.roughness * roughness);
  const taken = maskInBox(others, box).data;
  const odd = createMask(
    box.width,
    box.height,
    Uint8Array.from(distances, (distance, pixel) => (distance > limit && !mask.data[pixel] ? 1 : 0)),
  );
  const away = distanceToSet(mask).data;
  const gap = GAP_RATIO * Math.min(image.width, image.height);
  const size = countSet(mask);
  const least = Math.max(LEAST_PIXELS, SIZE_RATIO.least * size);
  const found = createMask(box.width, box.height);
  for (const { area, box: own, runs } of findComponents(odd)) {
    const isInner = own.x > 0 && own.y > 0 && own.x + own.width < box.width && own.y + own.height < box.height;
    if (!isInner || area < least || area > SIZE_RATIO.most * size) continue;
    const pixels = runs.flatMap(({ start, end }) => Array.from({ length: end - start }, (_, at) => start + at));
    if (pixels.some((pixel) => taken[pixel]) || !pixels.some((pixel) => away[pixel] <= gap)) continue;
    for (const pixel of pixels) found.data[pixel] = 1;
  }
  return found.data.includes(1) ? { box, mask: dilate(found, RIM_PX) } : undefined;
}
