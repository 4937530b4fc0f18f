import { BACKGROUND, labelComponents } from '../../imaging/components.ts';
import { distanceToSet } from '../../imaging/distance.ts';
import { convexHull } from '../../imaging/geometry.ts';
import { createMask, type FloatMap, type Mask, type RgbImage } from '../../imaging/image.ts';
import { countSet, outlinePoints, type PlacedMask, padMask, trimMask } from '../../imaging/placed-mask.ts';
import { meetAtNeck } from './meet-at-neck.ts';

/** A neck is at most this thick, measured by the thinner of the two bodies that it joins. */
const MAX_NECK_RATIO = 0.5;
/** A body holds at least this share of the whole: a smaller one is a limb. */
const MIN_BODY_SHARE = 0.25;
/** A body fills at least this share of its convex hull: what is ragged is a part of something. */
const MIN_SOLIDITY = 0.8;
/** A place that fills this share of its convex hull has no neck. */
const NO_NECK_SOLIDITY = 0.95;
/** Half thicknesses of necks are tried in steps of this ratio, at least of a pixel. */
const NECK_STEP = 1.2;
/** Share of the mean change of a place from which on a pixel belongs to its core. */
const CORE_OVER_SCORE = 0.6;
/** A core of which so much hangs together is connected: single pixels at its rim do not count. */
const CONNECTED_SHARE = 0.95;
/** Two kinds of change explain at least this share of how the colour change varies over both. */
const MIN_EXPLAINED_SHARE = 0.6;
/** Grey levels; pixels that changed by less lie in the rim that smoothing adds, and say nothing about the change. */
const MIN_CHANGE = 16;
const CHANNELS = 3;

/** Two pictures on one grid. */
export interface ComparedPair {
  readonly a: RgbImage;
  readonly b: RgbImage;
}

/** The pixels of a place that changed nearly as much as it did on the whole: smoothing adds a rim, this takes it off. */
function coreOf({ box, mask }: PlacedMask, map: FloatMap, score: number): Mask {
  const core = createMask(mask.width, mask.height);
  for (let y = 0, pixel = 0; y < box.height; y++) {
    const row = (box.y + y) * map.width + box.x;
    for (let x = 0; x < box.width; x++, pixel++) {
      if (mask.data[pixel] && map.data[row + x] >= CORE_OVER_SCORE * score) core.data[pixel] = 1;
    }
  }
  return core;
}

/** Distance of each set pixel to the nearest one that is not set, 0 for those. */
function depths(mask: Mask): FloatMap {
  const outside = createMask(mask.width, mask.height);
  for (let pixel = 0; pixel < mask.data.length; pixel++) outside.data[pixel] = 1 - mask.data[pixel];
  return distanceToSet(outside);
}

/** Whether nearly all of a mask hangs together. */
function isConnected(mask: Mask): boolean {
  const { components } = labelComponents(mask);
  const largest = Math.max(0, ...components.map((component) => component.area));
  return largest >= CONNECTED_SHARE * countSet(mask);
}

/**
 * The two parts deeper than a neck of this half thickness that are bodies beside it, each a list of pixels.
 *
 * @returns undefined where there are fewer or more
 */
function twoBodiesDeeperThan({ width, height, data }: FloatMap, neck: number): number[][] | undefined {
  const deep = createMask(width, height);
  for (let pixel = 0; pixel < data.length; pixel++) if (data[pixel] > neck) deep.data[pixel] = 1;
  const { labels, components } = labelComponents(deep);
  const deepest = new Float32Array(components.length);
  for (let pixel = 0; pixel < data.length; pixel++) {
    const label = labels.data[pixel];
    if (label !== BACKGROUND && data[pixel] > deepest[label]) deepest[label] = data[pixel];
  }
  const bodies = components.map(({ label }) => label).filter((label) => neck <= MAX_NECK_RATIO * deepest[label]);
  if (bodies.length !== 2) return undefined;
  const pixels: number[][] = [[], []];
  for (let pixel = 0; pixel < data.length; pixel++) {
    if (labels.data[pixel] === bodies[0]) pixels[0].push(pixel);
    else if (labels.data[pixel] === bodies[1]) pixels[1].push(pixel);
  }
  return pixels;
}

/** Grows two bodies, a ring of pixels at a time, until they hold the whole mask; 1 and 2 tell whose a pixel is. */
function shareOut({ width, height, data }: Mask, bodies: readonly number[][]): Uint8Array {
  const owner = new Uint8Array(data.length);
  let rim = bodies.flatMap((body, at) => {
    for (const pixel of body) owner[pixel] = at + 1;
    return body;
  });
  while (rim.length > 0) {
    const next: number[] = [];
    for (const pixel of rim) {
      const y = Math.floor(pixel / width);
      const x = pixel - y * width;
      for (let ny = Math.max(0, y - 1); ny <= Math.min(height - 1, y + 1); ny++) {
        for (let nx = Math.max(0, x - 1); nx <= Math.min(width - 1, x + 1); nx++) {
          const near = ny * width + nx;
          if (!data[near] || owner[near]) continue;
          owner[near] = owner[pixel];
          next.push(near);
        }
      }
    }
    rim = next;
  }
  return owner;
}

function area(points: readonly { x: number; y: number }[]): number {
  let sum = 0;
  points.forEach(({ x, y }, at) => {
    const next = points[(at + 1) % points.length];
    sum += x * next.y - next.x * y;
  });
  return Math.abs(sum) / 2;
}

/** The share of its convex hull that a part fills. */
const solidityOf = (part: PlacedMask) => countSet(part.mask) / area(convexHull(outlinePoints(part)));

const isBody = (part: PlacedMask, whole: number) =>
  countSet(part.mask) >= MIN_BODY_SHARE * whole && solidityOf(part) >= MIN_SOLIDITY;

function largestChange(a: RgbImage, b: RgbImage, at: number): number {
  let largest = 0;
  for (let channel = at; channel < at + CHANNELS; channel++) {
    largest = Math.max(largest, Math.abs(b.data[channel] - a.data[channel]));
  }
  return largest;
}

/** Sums of the colour change over a part, and of its square. */
function colourChange({ box, mask }: PlacedMask, { a, b }: ComparedPair) {
  const sums = new Float64Array(CHANNELS);
  let [squares, count] = [0, 0];
  for (let y = 0; y < box.height; y++) {
    for (let x = 0; x < box.width; x++) {
      if (!mask.data[y * box.width + x]) continue;
      const at = ((box.y + y) * a.width + box.x + x) * CHANNELS;
      if (largestChange(a, b, at) < MIN_CHANGE) continue;
      count++;
      for (let channel = 0; channel < CHANNELS; channel++) {
        const change = b.data[at + channel] - a.data[at + channel];
        sums[channel] += change;
        squares += change * change;
      }
    }
  }
  return { sums, squares, count };
}

/** Whether the colours of two parts changed in two ways: knowing the part tells most of how a pixel changed. */
function changedInTwoWays(one: PlacedMask, other: PlacedMask, pair: ComparedPair): boolean {
  const parts = [colourChange(one, pair), colourChange(other, pair)];
  const count = parts[0].count + parts[1].count;
  let [total, within] = [parts[0].squares + parts[1].squares, parts[0].squares + parts[1].squares];
  for (let channel = 0; channel < CHANNELS; channel++) {
    total -= (parts[0].sums[channel] + parts[1].sums[channel]) ** 2 / count;
    for (const part of parts) within -= part.sums[channel] ** 2 / Math.max(1, part.count);
  }
  return total > 0 && 1 - within / total >= MIN_EXPLAINED_SHARE;
}

function partOf({ box, mask }: PlacedMask, owner: Uint8Array, which: number): PlacedMask {
  const part = createMask(mask.width, mask.height);
  for (let pixel = 0; pixel < owner.length; pixel++) if (owner[pixel] === which) part.data[pixel] = 1;
  return trimMask({ box, mask: part });
}

/**
 * Parts a changed place that is clearly two which touch: two solid bodies of like size, joined by a neck that is thin
 * beside both and along which alone they touch, whose colours changed in two ways. All of that must hold, for one thing
 * too may have a neck (a bottle), several colours (a flag) or parts that lie apart (which stay together).
 *
 * @param map how much each pixel changed
 * @param score its mean over the place
 * @returns the two parts, or the place itself
 */
export function splitTouching(placed: PlacedMask, map: FloatMap, score: number, pair: ComparedPair): PlacedMask[] {
  // At the border of the picture nothing is added: what lies beyond is not outside of the change.
  const padded = padMask(placed, 1, pair.a);
  const core = coreOf(padded, map, score);
  if (!isConnected(core) || solidityOf(trimMask({ box: padded.box, mask: core })) > NO_NECK_SOLIDITY) return [placed];
  const depth = depths(core);
  let deepest = 0;
  for (const value of depth.data) if (value > deepest) deepest = value;
  const whole = countSet(placed.mask);
  for (let neck = 1; neck <= MAX_NECK_RATIO * deepest; neck = Math.max(neck + 1, neck * NECK_STEP)) {
    const bodies = twoBodiesDeeperThan(depth, neck);
    if (!bodies) continue;
    const owner = shareOut(padded.mask, bodies);
    const parts = [1, 2].map((which) => partOf(padded, owner, which));
    const areBodies = parts.every((part) => isBody(part, whole)) && meetAtNeck(owner, padded.mask.width);
    if (areBodies && changedInTwoWays(parts[0], parts[1], pair)) return parts;
  }
  return [placed];
}
