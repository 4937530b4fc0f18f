import type { Box, Size } from '../../contract/geometry.ts';
import { resizeImage } from '../../imaging/codec.ts';
import { type Component, findComponents } from '../../imaging/components.ts';
import { scaleBox, unionBox } from '../../imaging/geometry.ts';
import { windowMeans } from '../../imaging/guided-filter.ts';
import { createMask, type Mask, type RgbImage } from '../../imaging/image.ts';

/** Lettering is looked for in an image of at most so many pixels: letters of a screenshot are still apart in it. */
const READING_PIXELS = 500_000;
/** A letter is darker or lighter than its neighbourhood's mean by this many grey levels. */
const LEAST_CONTRAST = 22;
/** The neighbourhood's half width in pixels: more than a letter, less than a line. */
const NEIGHBOURHOOD_PX = 12;
/** Heights of letters: in pixels, and as a share of the image's height, above which they are drawings. */
const LEAST_HEIGHT_PX = 5;
const MOST_HEIGHT_RATIO = 0.05;
/** Letters that touch may be a few times wider than high. */
const MOST_ASPECT = 3;
/** Area of a letter divided by that of its box. */
const FILL = { min: 0.15, max: 0.85 };
/** Mean width of strokes (twice the area divided by the outline) in heights of the letter. */
const MOST_STROKE = 0.4;
/** Neighbours in a line: heights at most this many times each other's, gaps and misalignments in their height. */
const LIKE_HEIGHT = 1.7;
const MOST_GAP = 1.1;
const LEAST_COMMON_HEIGHT = 0.6;
/** A line has this many letters and is this many times longer than high. */
const LEAST_LETTERS = 4;
const LEAST_LENGTH = 3;

/** Share of a line's variance that letters and ground account for: more than strokes of grass or a fence reach. */
const LEAST_EXPLAINED = 0.6;

/** Grey values, 0 to 255. */
function greyOf({ data, width, height }: RgbImage): Float32Array {
  const grey = new Float32Array(width * height);
  for (let pixel = 0, at = 0; pixel < grey.length; pixel++, at += 3) {
    grey[pixel] = 0.299 * data[at] + 0.587 * data[at + 1] + 0.114 * data[at + 2];
  }
  return grey;
}

/** The pixels that are lighter (sign 1) or darker (sign -1) than their neighbourhood. */
function standingOut(grey: Float32Array, means: Float32Array, sign: number, { width, height }: Size): Mask {
  const mask = createMask(width, height);
  for (let pixel = 0; pixel < grey.length; pixel++) {
    if (sign * (grey[pixel] - means[pixel]) > LEAST_CONTRAST) mask.data[pixel] = 1;
  }
  return mask;
}

/** Sides of pixels between what is set in a component's box and what is not set. */
function outlineOf({ box }: Component, { width, height, data }: Mask): number {
  let sides = 0;
  for (let y = box.y; y < box.y + box.height; y++) {
    for (let x = box.x, pixel = y * width + box.x; x < box.x + box.width; x++, pixel++) {
      if (!data[pixel]) continue;
      if (x === 0 || !data[pixel - 1]) sides++;
      if (x + 1 === width || !data[pixel + 1]) sides++;
      if (y === 0 || !data[pixel - width]) sides++;
      if (y + 1 === height || !data[pixel + width]) sides++;
    }
  }
  return sides;
}

function couldBeLetter(component: Component, mask: Mask): boolean {
  const { width, height } = component.box;
  if (height < LEAST_HEIGHT_PX || height > MOST_HEIGHT_RATIO * mask.height || width > MOST_ASPECT * height)
    return false;
  const fill = component.area / (width * height);
  if (fill < FILL.min || fill > FILL.max) return false;
  return (2 * component.area) / outlineOf(component, mask) <= MOST_STROKE * height;
}

function areNeighbours(a: Box, b: Box): boolean {
  const [lower, higher] = [Math.min(a.height, b.height), Math.max(a.height, b.height)];
  if (higher > LIKE_HEIGHT * lower) return false;
  const common = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
  const gap = Math.max(a.x, b.x) - Math.min(a.x + a.width, b.x + b.width);
  return common >= LEAST_COMMON_HEIGHT * lower && gap <= MOST_GAP * higher;
}

const leftFirst = (a: Box, b: Box) => a.x - b.x || a.y - b.y;

/** Chains letters from left to right; what is long enough is a line. */
function chainLines(letters: readonly Box[]): Box[] {
  const lines: { box: Box; last: Box; letters: number }[] = [];
  for (const letter of letters.toSorted(leftFirst)) {
    const line = lines.find(({ last }) => areNeighbours(last, letter));
    if (!line) {
      lines.push({ box: letter, last: letter, letters: 1 });
      continue;
    }
    line.box = unionBox(line.box, letter);
    line.last = letter;
    line.letters++;
  }
  return lines
    .filter(({ box, letters: count }) => count >= LEAST_LETTERS && box.width >= LEAST_LENGTH * box.height)
    .map(({ box }) => box);
}

/** How well two tones, that of the letters and that of the ground, account for a line's pixels: 0 to 1. */
function explainedByTwoTones(grey: Float32Array, { width, data }: Mask, box: Box): number {
  const [counts, sums] = [new Float64Array(2), new Float64Array(2)];
  let squares = 0;
  for (let y = box.y; y < box.y + box.height; y++) {
    for (let x = box.x; x < box.x + box.width; x++) {
      const pixel = y * width + x;
      counts[data[pixel]]++;
      sums[data[pixel]] += grey[pixel];
      squares += grey[pixel] ** 2;
    }
  }
  const total = counts[0] + counts[1];
  const mean = (sums[0] + sums[1]) / total;
  const variance = squares / total - mean ** 2;
  let between = 0;
  for (let tone = 0; tone < 2; tone++) between += (counts[tone] / total) * (sums[tone] / counts[tone] - mean) ** 2;
  return variance > 0 ? between / variance : 0;
}

/** Lines of letters that are all lighter (sign 1) or darker (sign -1) than what is around them. */
function findLines(grey: Float32Array, means: Float32Array, sign: number, size: Size): Box[] {
  const mask = standingOut(grey, means, sign, size);
  const letters: Box[] = [];
  for (const component of findComponents(mask)) if (couldBeLetter(component, mask)) letters.push(component.box);
  return chainLines(letters).filter((box) => explainedByTwoTones(grey, mask, box) >= LEAST_EXPLAINED);
}

/**
 * Finds lines of lettering, watermarks among them: several parts in a row that are of like height, drawn with thin
 * strokes, and all darker or all lighter than what is around them (after Epshtein et al. 2010).
 *
 * @returns boxes in pixels of the image
 */
export async function findText(image: RgbImage): Promise<Box[]> {
  const scale = Math.min(1, Math.sqrt(READING_PIXELS / (image.width * image.height)));
  const size = { width: Math.round(image.width * scale), height: Math.round(image.height * scale) };
  const small = await resizeImage(image, size);
  const grey = greyOf(small);
  const means = windowMeans(grey, size.width, size.height, NEIGHBOURHOOD_PX);
  const lines = [...findLines(grey, means, -1, size), ...findLines(grey, means, 1, size)];
  return lines.map((box) => scaleBox(box, size, image));
}
