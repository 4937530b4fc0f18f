import type { DifferenceFeatures } from '../contract/answer-key.ts';
import type { Box, Size } from '../contract/geometry.ts';
import { rgbToLabInto } from '../imaging/colour.ts';
import { growBox } from '../imaging/geometry.ts';
import type { RgbImage } from '../imaging/image.ts';
import { type Lab, labDistance } from '../imaging/lab.ts';
import type { Patch } from '../imaging/patch.ts';
import { countSet, type PlacedMask } from '../imaging/placed-mask.ts';

/** What surrounds a difference: its box grown by this share of its longer side. */
const SURROUNDINGS_RATIO = 0.75;
/** Pixels that are looked at in each direction of a box: more say nothing new about means. */
const SAMPLES_A_SIDE = 40;
/** Lightness (L*) by which a thing must differ from its surroundings to be lighter or darker than they are. */
const POLAR_LIGHTNESS = 8;
/** Mean step of lightness between neighbours (L*) that is as busy as pictures get ... */
const BUSY_STEP = 12;
/** ... and a change of it that nobody misses. */
const STRONG_EDGE_CHANGE = 10;
/** Lab distance of a thing from its surroundings at which it catches every eye. */
export const SALIENT_DISTANCE = 45;

/** What a part of an image looks like. */
interface Look {
  readonly lab: Lab;
  /** Mean difference of L* between neighbours. */
  readonly step: number;
}

/** The mean look of the pixels of a box that count. @param patch the part of the picture that is looked at; holds the box */
function lookOf({ image, box: from }: Patch, box: Box, counts: (x: number, y: number) => boolean): Look | undefined {
  const stride = Math.max(1, Math.floor(Math.max(box.width, box.height) / SAMPLES_A_SIDE));
  const lab = new Float64Array(6);
  const sums = [0, 0, 0];
  let [steps, count] = [0, 0];
  for (let y = box.y; y < box.y + box.height; y += stride) {
    for (let x = box.x; x < Math.min(box.x + box.width, from.x + image.width - 1); x += stride) {
      if (!counts(x, y)) continue;
      const at = ((y - from.y) * image.width + x - from.x) * 3;
      const { data } = image;
      rgbToLabInto(data[at], data[at + 1], data[at + 2], lab, 0);
      rgbToLabInto(data[at + 3], data[at + 4], data[at + 5], lab, 3);
      for (let channel = 0; channel < 3; channel++) sums[channel] += lab[channel];
      steps += Math.abs(lab[3] - lab[0]);
      count++;
    }
  }
  if (count === 0) return undefined;
  return { lab: [sums[0] / count, sums[1] / count, sums[2] / count], step: steps / count };
}

const distanceOf = (one: Look, other: Look) => labDistance(one.lab, other.lab);

/** 1 when a place turns from lighter than its surroundings to darker or back, else 0. */
function polarityOf(before: Look, after: Look, around: Look): number {
  const [one, other] = [before.lab[0] - around.lab[0], after.lab[0] - around.lab[0]];
  return one * other < 0 && Math.min(Math.abs(one), Math.abs(other)) >= POLAR_LIGHTNESS ? 1 : 0;
}

/** How far a box's centre lies from the image's, 0 in the middle, 1 in the corners. */
function distanceFromCentre({ x, y, width, height }: Box, image: Size): number {
  return Math.hypot((x + width / 2) / image.width - 0.5, (y + height / 2) / image.height - 0.5) / Math.SQRT1_2;
}

const share = (value: number, most: number) => Math.min(1, value / most);

/** An image as a patch of itself. */
export const wholeOf = (image: RgbImage): Patch => ({
  box: { x: 0, y: 0, width: image.width, height: image.height },
  image,
});

/**
 * Measures what makes a difference easy or hard to find.
 *
 * @param altered the altered image, or the part of it that holds the difference
 * @param deltaE median CIEDE2000 over its changed pixels
 */
export function measureFeatures(
  original: RgbImage,
  altered: Patch,
  { box, mask }: PlacedMask,
  deltaE: number,
): DifferenceFeatures {
  const isIn = (x: number, y: number) => {
    const [column, row] = [x - box.x, y - box.y];
    return (
      column >= 0 && row >= 0 && column < box.width && row < box.height && mask.data[row * box.width + column] === 1
    );
  };
  const margin = Math.ceil(SURROUNDINGS_RATIO * Math.max(box.width, box.height));
  const around = lookOf(wholeOf(original), growBox(box, margin, original), (x, y) => !isIn(x, y));
  const [before, after] = [lookOf(wholeOf(original), box, isIn), lookOf(altered, box, isIn)];
  const known = around && before && after ? { around, before, after } : undefined;
  return {
    areaRatio: countSet(mask) / (original.width * original.height),
    deltaE,
    polarity: known ? polarityOf(known.before, known.after, known.around) : 0,
    edges: known ? share(Math.abs(known.before.step - known.after.step), STRONG_EDGE_CHANGE) : 0,
    saliency: known
      ? share(Math.max(distanceOf(known.before, known.around), distanceOf(known.after, known.around)), SALIENT_DISTANCE)
      : 0,
    clutter: known ? share(known.around.step, BUSY_STEP) : 0,
    distance: distanceFromCentre(box, original),
  };
}
