import { atLeast } from '../../imaging/at-least.ts';
import { rgbToLabInto } from '../../imaging/colour.ts';
import { distanceToSet } from '../../imaging/distance.ts';
import type { RgbImage } from '../../imaging/image.ts';
import { countSet, padMask, trimMask } from '../../imaging/placed-mask.ts';
import type { Matte } from '../../segmentation/refine-mask.ts';

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

/** Lab of pixels of an image, three values each. */
function labsOf({ data }: RgbImage, pixels: readonly number[]): Float32Array {
  const labs = new Float32Array(pixels.length * CHANNELS);
  pixels.forEach((pixel, index) => {
    const at = pixel * CHANNELS;
    rgbToLabInto(data[at], data[at + 1], data[at + 2], labs, index * CHANNELS);
  });
  return labs;
}

function medianOf(labs: Float32Array): readonly number[] {
  return [0, 1, 2].map((channel) => {
    const values = labs.filter((_, at) => at % CHANNELS === channel).sort();
    return values[values.length >> 1] ?? Number.NaN;
  });
}

/** The share of some colours that pass for a sheet's. */
function shareOf(labs: Float32Array, [l, a, b]: readonly number[]): number {
  let count = 0;
  for (let at = 0; at < labs.length; at += CHANNELS) {
    if (Math.hypot(labs[at] - l, labs[at + 1] - a, labs[at + 2] - b) <= PLAIN) count++;
  }
  return count / Math.max(1, labs.length / CHANNELS);
}

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
  const sheet = medianOf(beside);
  if (shareOf(beside, sheet) < PLAIN_SHARE) return false;
  if (Math.abs(medianOf(labsOf(image, ink))[0] - sheet[0]) < LEAST_CONTRAST) return false;
  const pixels = image.width * image.height;
  // Odd, so that it does not walk down a column.
  const step = Math.max(1, Math.floor(pixels / SAMPLES)) | 1;
  const all = labsOf(
    image,
    Array.from({ length: Math.floor(pixels / step) }, (_, index) => index * step),
  );
  return shareOf(all, sheet) <= SHEET_SHARE;
}
