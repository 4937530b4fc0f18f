import type { Box, Size } from '../../../src/contract/geometry.ts';
import { rgbToLabInto } from '../../../src/imaging/colour.ts';
import { labelComponents } from '../../../src/imaging/components.ts';
import { unionBox } from '../../../src/imaging/geometry.ts';
import { createMask, type Mask, type RgbImage } from '../../../src/imaging/image.ts';
import { dilate } from '../../../src/imaging/morphology.ts';
import { countSet, type PlacedMask, padMask, trimMask } from '../../../src/imaging/placed-mask.ts';

/** Where a pair comes from: drawn by us, edited by this bench, or made by the puzzle maker. */
export type PairSource = 'scene' | 'photo' | 'puzzle';

/** One known change. */
export interface TrueDifference {
  readonly kind: string;
  /** The pixels that differ. */
  readonly placed: PlacedMask;
}

/** Two aligned pictures and what differs between them. */
export interface TruePair {
  readonly name: string;
  readonly source: PairSource;
  readonly a: RgbImage;
  readonly b: RgbImage;
  readonly truth: readonly TrueDifference[];
}

/** Levels, of 255, by which some channel of a changed pixel differs: less is not seen side by side. */
const CHANGED_LEVELS = 8;
/** Mean CIE 1976 colour difference over the changed pixels: real puzzles go down to 9 and not below. */
const LEAST_MEAN_LAB = 9;
/** Levels, of 255, that are seen without searching. */
const CLEAR_LEVELS = 16;
/** Share of the picture that the core of a change has at least: the boxes of real puzzles go down to 0.01 %. */
const LEAST_CORE_RATIO = 0.0001;
/** Parts closer than this share of the shorter side are one change, by definition. */
const MERGE_RATIO = 0.024;

export const mergeGap = ({ width, height }: Size) => MERGE_RATIO * Math.min(width, height);

/** The pixels that clearly differ between two pictures of one size. */
export function changedMask(a: RgbImage, b: RgbImage): Mask {
  const mask = createMask(a.width, a.height);
  for (let pixel = 0, at = 0; pixel < mask.data.length; pixel++, at += 3) {
    for (let channel = at; channel < at + 3; channel++) {
      if (Math.abs(a.data[channel] - b.data[channel]) >= CHANGED_LEVELS) mask.data[pixel] = 1;
    }
  }
  return mask;
}

/** The set pixels of a mask of the whole picture in their own box; undefined when there are none. */
export function placedOf(mask: Mask): PlacedMask | undefined {
  if (!mask.data.includes(1)) return undefined;
  return trimMask({ box: { x: 0, y: 0, width: mask.width, height: mask.height }, mask });
}

/** Mean CIE 1976 difference over the pixels of a change. */
function meanLab(a: RgbImage, b: RgbImage, { box, mask }: PlacedMask): number {
  const lab = new Float64Array(6);
  let sum = 0;
  for (let pixel = 0; pixel < mask.data.length; pixel++) {
    if (!mask.data[pixel]) continue;
    const at = ((box.y + Math.floor(pixel / box.width)) * a.width + box.x + (pixel % box.width)) * 3;
    rgbToLabInto(a.data[at], a.data[at + 1], a.data[at + 2], lab, 0);
    rgbToLabInto(b.data[at], b.data[at + 1], b.data[at + 2], lab, 3);
    sum += Math.hypot(lab[0] - lab[3], lab[1] - lab[4], lab[2] - lab[5]);
  }
  return sum / countSet(mask);
}

/** Whether a pixel of one picture is unlike every pixel of the other within a pixel of the same place. */
function isUnlike(one: RgbImage, other: RgbImage, x: number, y: number): boolean {
  const at = (y * one.width + x) * 3;
  for (let ny = Math.max(0, y - 1); ny <= Math.min(one.height - 1, y + 1); ny++) {
    for (let nx = Math.max(0, x - 1); nx <= Math.min(one.width - 1, x + 1); nx++) {
      const to = (ny * one.width + nx) * 3;
      const levels = [0, 1, 2].map((channel) => Math.abs(one.data[at + channel] - other.data[to + channel]));
      if (Math.max(...levels) < CLEAR_LEVELS) return false;
    }
  }
  return true;
}

/** Pixels of a change that a shift by a pixel does not explain. */
function coreOf(a: RgbImage, b: RgbImage, { box, mask }: PlacedMask): number {
  let count = 0;
  for (let pixel = 0; pixel < mask.data.length; pixel++) {
    if (!mask.data[pixel]) continue;
    const [x, y] = [box.x + (pixel % box.width), box.y + Math.floor(pixel / box.width)];
    if (isUnlike(a, b, x, y) || isUnlike(b, a, x, y)) count++;
  }
  return count;
}

/**
 * Whether a picture has a change that people could be asked to find: large enough, strong enough, and more than an edge
 * that lies a pixel beside itself, as that of a nearly symmetric thing does when it is mirrored.
 */
export function isSeen(a: RgbImage, b: RgbImage, placed: PlacedMask): boolean {
  return meanLab(a, b, placed) >= LEAST_MEAN_LAB && coreOf(a, b, placed) >= LEAST_CORE_RATIO * a.width * a.height;
}

/** The pixels of a change that differ so much that nobody overlooks them between its parts. */
function clearPixels(a: RgbImage, b: RgbImage, { box, mask }: PlacedMask): PlacedMask {
  const clear = createMask(box.width, box.height);
  mask.data.forEach((value, pixel) => {
    const at = ((box.y + Math.floor(pixel / box.width)) * a.width + box.x + (pixel % box.width)) * 3;
    const levels = [at, at + 1, at + 2].map((channel) => Math.abs(a.data[channel] - b.data[channel]));
    clear.data[pixel] = value && Math.max(...levels) >= CLEAR_LEVELS ? 1 : 0;
  });
  return { box, mask: clear };
}

/** The boxes of the clear parts of a change that lie farther from each other than the merge gap. */
export function partBoxes(a: RgbImage, b: RgbImage, placed: PlacedMask): Box[] {
  const gap = mergeGap(a);
  const { box, mask } = padMask(clearPixels(a, b, placed), Math.ceil(gap), a);
  const { labels } = labelComponents(dilate(mask, gap / 2));
  const boxes = new Map<number, Box>();
  mask.data.forEach((value, pixel) => {
    if (!value) return;
    const one = { x: box.x + (pixel % box.width), y: box.y + Math.floor(pixel / box.width), width: 1, height: 1 };
    const known = boxes.get(labels.data[pixel]);
    boxes.set(labels.data[pixel], known ? unionBox(known, one) : one);
  });
  return [...boxes.values()];
}
