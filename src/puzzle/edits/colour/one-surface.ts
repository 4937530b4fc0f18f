import type { OkLab } from '../../../imaging/colour.ts';
import { createFloatMap } from '../../../imaging/image.ts';
import type { Matte } from '../../../segmentation/refine-mask.ts';
import { isAlike, type MainColour, okLabOfBytes } from './main-colour.ts';

/** OkLab distance between two pixels so many pixels apart across which one surface ends and another one begins. */
const STEP = 0.06;
const STEP_PX = 2;
/** Where less than this share of the pixels lies within a surface the thing is textured, and its colours are of one surface. */
const LEAST_INNER_SHARE = 0.5;
/** A patch of a surface with less than this share of the largest one's pixels is a speckle: it goes with what is next to it. */
const SPECKLE_SHARE = 0.02;
/** Of the parts of a pixel that belongs to a thing this much counts. */
const SOLID = 0.5;
/**
 * In light and shade a and b change with L: surfaces are one up to this distance between their tints (a / L and b / L), or
 * where one is so many times as light; less of both is as much.
 */
const ONE_SURFACE = { tint: 0.05, lightTimes: 2.2 };
/** No black divides. */
const DARKEST = 0.05;
const NONE = -1;

/** Pixels that hang together with no step of colour between them. */
interface Piece {
  readonly area: number;
  readonly mean: OkLab;
}

/** Colours of pixels, in planes: there may be a million of them. */
interface Members {
  /** 1 for each pixel that counts, else 0; the planes say nothing of those. */
  readonly isIn: Uint8Array;
  readonly l: Float64Array;
  readonly a: Float64Array;
  readonly b: Float64Array;
}

/** The colours of those pixels of a matte that have a thing's main colour. */
function membersOf({ alpha, foreground }: Matte, { colour }: MainColour): Members {
  const pixels = alpha.data.length;
  const [l, a, b] = [new Float64Array(pixels), new Float64Array(pixels), new Float64Array(pixels)];
  const isIn = new Uint8Array(pixels);
  for (let pixel = 0; pixel < pixels; pixel++) {
    if (alpha.data[pixel] < SOLID) continue;
    const own = okLabOfBytes(foreground, pixel * 3);
    if (!isAlike(own, colour)) continue;
    isIn[pixel] = 1;
    l[pixel] = own.l;
    a[pixel] = own.a;
    b[pixel] = own.b;
  }
  return { isIn, l, a, b };
}

/** Whether one surface ends between two pixels; not where the other one is none of them. */
const isStep = ({ isIn, l, a, b }: Members, one: number, other: number): boolean =>
  isIn[other] === 1 && Math.hypot(l[one] - l[other], a[one] - a[other], b[one] - b[other]) > STEP;

/** The pixels beside one, without those beyond the ends of its row; the others may lie outside. */
function besides(pixel: number, width: number): readonly number[] {
  const column = pixel % width;
  const rows = [pixel - width, pixel + width];
  if (column > 0) rows.push(pixel - 1);
  if (column < width - 1) rows.push(pixel + 1);
  return rows;
}

/** Those of the members that lie within a surface: no step of colour is near. */
function innerOf(members: Members, width: number): Members {
  const { isIn } = members;
  const across = STEP_PX * width;
  const inner = isIn.map((own, pixel) => {
    if (own === 0) return 0;
    const column = pixel % width;
    const isAtEdge =
      isStep(members, pixel, pixel - across) ||
      isStep(members, pixel, pixel + across) ||
      (column >= STEP_PX && isStep(members, pixel, pixel - STEP_PX)) ||
      (column < width - STEP_PX && isStep(members, pixel, pixel + STEP_PX));
    return isAtEdge ? 0 : 1;
  });
  return { ...members, isIn: inner };
}

const count = ({ isIn }: Members) => isIn.reduce((sum, own) => sum + own, 0);

/** Gives all pixels that can be reached from one without a step the number of a new patch. */
function fill(start: number, name: number, labels: Int32Array, members: Members, width: number): Piece {
  const queue = [start];
  const sum = { l: 0, a: 0, b: 0 };
  labels[start] = name;
  for (let at = 0; at < queue.length; at++) {
    sum.l += members.l[queue[at]];
    sum.a += members.a[queue[at]];
    sum.b += members.b[queue[at]];
    for (const next of besides(queue[at], width)) {
      if (members.isIn[next] !== 1 || labels[next] !== NONE) continue;
      labels[next] = name;
      queue.push(next);
    }
  }
  const area = queue.length;
  return { area, mean: { l: sum.l / area, a: sum.a / area, b: sum.b / area } };
}

/** How far two colours are from being one in two lights: from 1 on they are not. */
function unlikeness(one: OkLab, other: OkLab): number {
  const [p, q] = [Math.max(DARKEST, one.l), Math.max(DARKEST, other.l)];
  const tint = Math.hypot(one.a / p - other.a / q, one.b / p - other.b / q) / ONE_SURFACE.tint;
  return Math.hypot(tint, Math.log(p / q) / Math.log(ONE_SURFACE.lightTimes));
}

/** The mean colour of the largest patch and of all that may be one surface with it. */
function surfaceColour(patches: readonly Piece[]): OkLab {
  const largest = patches.reduce((one, other) => (other.area > one.area ? other : one)).mean;
  const sum = { l: 0, a: 0, b: 0, area: 0 };
  for (const { area, mean } of patches) {
    if (unlikeness(mean, largest) >= 1) continue;
    sum.l += area * mean.l;
    sum.a += area * mean.a;
    sum.b += area * mean.b;
    sum.area += area;
  }
  return { l: sum.l / sum.area, a: sum.a / sum.area, b: sum.b / sum.area };
}

/** Gives what is no patch of its own to the patch next to it, outwards from all of them at once. */
function spread(labels: Int32Array, isPatch: (label: number) => boolean, { alpha }: Matte): void {
  const queue: number[] = [];
  labels.forEach((label, pixel) => {
    if (isPatch(label)) queue.push(pixel);
    else labels[pixel] = NONE;
  });
  for (let at = 0; at < queue.length; at++) {
    for (const next of besides(queue[at], alpha.width)) {
      if (labels[next] !== NONE || !(alpha.data[next] > 0)) continue;
      labels[next] = labels[queue[at]];
      queue.push(next);
    }
  }
}

/**
 * A thing without those of its surfaces that have another colour than the largest one, if only a little: a flower beside a
 * bench, a foot on a spade. Of one surface all patches stay that have its colour in more light or less.
 *
 * @returns the same matte where it has one surface only
 */
export function keepOneSurface(matte: Matte, main: MainColour): Matte {
  const all = membersOf(matte, main);
  const members = innerOf(all, matte.alpha.width);
  if (count(members) < LEAST_INNER_SHARE * count(all)) return matte;
  const labels = new Int32Array(members.isIn.length).fill(NONE);
  const patches: Piece[] = [];
  members.isIn.forEach((own, pixel) => {
    if (own === 1 && labels[pixel] === NONE)
      patches.push(fill(pixel, patches.length, labels, members, matte.alpha.width));
  });
  if (patches.length < 2) return matte;
  const least = SPECKLE_SHARE * patches.reduce((most, { area }) => Math.max(most, area), 0);
  const surface = surfaceColour(patches);
  const isPatch = (label: number) => label !== NONE && patches[label].area >= least;
  const isOther = patches.map(({ mean }, label) => isPatch(label) && unlikeness(mean, surface) >= 1);
  if (!isOther.includes(true)) return matte;
  spread(labels, isPatch, matte);
  const { width, height, data } = matte.alpha;
  const kept = data.map((share, pixel) => (labels[pixel] !== NONE && isOther[labels[pixel]] ? 0 : share));
  return { ...matte, alpha: createFloatMap(width, height, kept) };
}
