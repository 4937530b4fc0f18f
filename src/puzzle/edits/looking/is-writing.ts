import type { Size } from '../../../contract/geometry.ts';
import { atLeast } from '../../../imaging/at-least.ts';
import { rgbToLabInto } from '../../../imaging/colour.ts';
import { distanceToSet } from '../../../imaging/distance.ts';
import type { RgbImage } from '../../../imaging/image.ts';
import { type Lab, labDistance, medianLab } from '../../../imaging/lab.ts';
import { countSet, padMask, trimMask } from '../../../imaging/placed-mask.ts';
import type { Matte } from '../../../segmentation/refine-mask.ts';

/** The mean width of strokes, as a share of the shorter side of what they make up. */
const STROKE_RATIO = 0.15;
/** The sheet is looked at in a ring so far around strokes: beyond their blur. */
const RING = { from: 3, to: 7 };
/** Lab distance from its median within which a sheet is plain, and the share of the ring that it makes up at least. */
const PLAIN = 12;
const PLAIN_SHARE = 0.7;
/** Strokes are so much darker or lighter (Lab L) than their sheet. */
const LEAST_CONTRAST = 20;
/** What more of the picture than this looks like is its paper, or its sky: what is drawn on that is a drawing. */
const SHEET_SHARE = 0.2;
/** Pixels that stand for a picture. */
const SAMPLES = 6000;
const CHANNELS = 3;

function labsOf({ data }: RgbImage, pixels: readonly number[]): Lab[] {
  const lab = new Float64Array(CHANNELS);
  return pixels.map((pixel) => {
    const at = pixel * CHANNELS;
    rgbToLabInto(data[at], data[at + 1], data[at + 2], lab);
    return [lab[0], lab[1], lab[2]];
  });
}

/** The greatest number that divides both. */
const commonDivisor = (one: number, other: number): number => (other === 0 ? one : commonDivisor(other, one % other));

/** Pixels that stand for an image, all over it: as the step shares no divisor with the width, they come to every column. */
function samplesOf({ width, height }: Size): number[] {
  const pixels = width * height;
  let step = Math.max(1, Math.floor(pixels / SAMPLES));
  while (commonDivisor(step, width) > 1) step++;
  return Array.from({ length: Math.ceil(pixels / step) }, (_, index) => index * step);
}

/** The share of some colours that pass for a sheet's. */
const shareOf = (labs: readonly Lab[], sheet: Lab) =>
  labs.filter((lab) => labDistance(lab, sheet) <= PLAIN).length / Math.max(1, labs.length);

/** Whether a thing consists of thin strokes. @param sides between its pixels and others */
function areStrokes({ width, height }: Matte['box'], area: number, sides: number): boolean {
  return (2 * area) / Math.max(1, sides) <= STROKE_RATIO * Math.min(width, height);
}

/**
 * Whether a thing is written: thin strokes on a plain sheet that is itself something in the picture, a note or a sign. What
 * carries meaning is left as it is. Strokes on the picture's own paper are a drawing.
 */
export function isWriting(image: RgbImage, { box: around, alpha }: Matte): boolean {
  const whole = atLeast(alpha, 0.5);
  if (!whole.data.includes(1)) return false;
  const thing = trimMask({ box: around, mask: whole });
  const { box, mask } = padMask(thing, RING.to + 1, image);
  let sides = 0;
  const [ring, ink]: number[][] = [[], []];
  const away = distanceToSet(mask).data;
  mask.data.forEach((value, pixel) => {
    const there = (box.y + Math.floor(pixel / box.width)) * image.width + box.x + (pixel % box.width);
    if (away[pixel] >= RING.from && away[pixel] < RING.to) ring.push(there);
    if (!value) return;
    ink.push(there);
    for (const next of [pixel - 1, pixel + 1, pixel - box.width, pixel + box.width]) if (!mask.data[next]) sides++;
  });
  if (ring.length === 0 || !areStrokes(thing.box, countSet(mask), sides)) return false;
  const beside = labsOf(image, ring);
  const sheet = medianLab(beside);
  if (shareOf(beside, sheet) < PLAIN_SHARE) return false;
  if (Math.abs(medianLab(labsOf(image, ink))[0] - sheet[0]) < LEAST_CONTRAST) return false;
  return shareOf(labsOf(image, samplesOf(image)), sheet) <= SHEET_SHARE;
}
