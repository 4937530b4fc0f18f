import { rgbToLabInto } from '../../../imaging/colour.ts';
import type { RgbImage } from '../../../imaging/image.ts';
import { cropImage, type Patch } from '../../../imaging/patch.ts';
import { edgeReach } from '../looking/edge-reach.ts';

/** What the border of a changed place shows. Shares of the places along it, 0 to 1. */
export interface BorderFaults {
  /** An edge where there was none: the thing goes on beyond what was changed. */
  readonly cut: number;
  /** A rim that is neither the thing's colour nor its surroundings', where there was none. */
  readonly halo: number;
}

/** A change may fade over so many times as much: an edge that is out of focus. */
const SOFT_TIMES = 4;
/** A pixel has changed when it did so by this share of the median change, and has not by this one. */
const CHANGED = 0.6;
const UNCHANGED = 0.15;
/** Lab distance below which two sides of a border pass for one surface. */
const ONE_SURFACE = 7;
/** A contour whose colours still change by more than this (Lab) from one pixel to the next has not come to its end, ... */
const STILL = 0.8;
/** ... which is looked for so many reaches of an edge beyond what changed. */
const SOFT_END_TIMES = 6;
/** Lab distance that is seen as an edge, or as a rim. */
const SEEN = 8;
/** Beside a strong change a rim of this share of it is not seen. */
const RIM_SHARE = 0.35;

/** CIE Lab of the pixels of an image, each worked out when it is first asked for. */
class LabPixels {
  readonly lab: Float32Array;
  private readonly isKnown: Uint8Array;
  private readonly data: RgbImage['data'];

  constructor({ data }: RgbImage) {
    this.data = data;
    this.lab = new Float32Array(data.length);
    this.isKnown = new Uint8Array(data.length / 3);
  }

  /** Pixels of the image. */
  get count(): number {
    return this.isKnown.length;
  }

  /** @returns the index of the pixel's L in `lab` */
  at(pixel: number): number {
    const at = pixel * 3;
    if (this.isKnown[pixel] === 0) {
      rgbToLabInto(this.data[at], this.data[at + 1], this.data[at + 2], this.lab, at);
      this.isKnown[pixel] = 1;
    }
    return at;
  }
}

function distance(one: Float32Array, p: number, other: Float32Array, q: number): number {
  return Math.sqrt((one[p] - other[q]) ** 2 + (one[p + 1] - other[q + 1]) ** 2 + (one[p + 2] - other[q + 2]) ** 2);
}

/** How far a colour lies from the line between two others. */
function deviation(lab: Float32Array, p: number, m: number, q: number): number {
  let [dot, length] = [0, 0];
  for (let channel = 0; channel < 3; channel++) {
    const across = lab[q + channel] - lab[p + channel];
    dot += (lab[m + channel] - lab[p + channel]) * across;
    length += across * across;
  }
  const share = length === 0 ? 0 : Math.min(1, Math.max(0, dot / length));
  let squares = 0;
  for (let channel = 0; channel < 3; channel++) {
    squares += (lab[p + channel] + share * (lab[q + channel] - lab[p + channel]) - lab[m + channel]) ** 2;
  }
  return Math.sqrt(squares);
}

/** Lab distance of every pixel before and after; 0 where it is the same. */
function changesOf(before: RgbImage, after: RgbImage, [old, now]: readonly [LabPixels, LabPixels]): Float32Array {
  const change = new Float32Array(before.width * before.height);
  for (let pixel = 0, at = 0; pixel < change.length; pixel++, at += 3) {
    const isSame =
      before.data[at] === after.data[at] &&
      before.data[at + 1] === after.data[at + 1] &&
      before.data[at + 2] === after.data[at + 2];
    if (!isSame) change[pixel] = distance(old.lab, old.at(pixel), now.lab, now.at(pixel));
  }
  return change;
}

/**
 * How many steps beyond what changed a contour goes on: one that is out of focus is still the old thing's colour there, and
 * a rim beside the new one.
 *
 * @param way from a pixel to the next one, along a row or a column
 */
function stepsToEnd(image: LabPixels, from: number, way: number, most: number, width: number): number {
  const isRow = Math.abs(way) === 1;
  for (let steps = 0; steps < most; steps++) {
    const [here, next] = [from + steps * way, from + (steps + 1) * way];
    const isOut = next < 0 || next >= image.count || (isRow && Math.floor(next / width) !== Math.floor(here / width));
    if (isOut || distance(image.lab, image.at(here), image.lab, image.at(next)) <= STILL) return steps;
  }
  return 0;
}

/** Looks for what a change of colour leaves along its border. */
export function judgeBorder(image: RgbImage, patch: Patch): BorderFaults {
  const { width, height } = patch.box;
  const original = cropImage(image, patch.box).image;
  const [before, after] = [new LabPixels(original), new LabPixels(patch.image)];
  const change = changesOf(original, patch.image, [before, after]);
  const changed = change.filter((value) => value > 0).sort();
  const median = changed[Math.floor(changed.length / 2)];
  const reach = edgeReach(image);
  const [least, most] = [CHANGED * median, UNCHANGED * median];
  const rim = Math.max(SEEN, RIM_SHARE * median);
  let [places, cuts, halos] = [0, 0, 0];
  const isBorder = (one: number, other: number) =>
    Math.max(change[one], change[other]) >= least && Math.min(change[one], change[other]) <= most;
  const look = (one: number, other: number, stride: number, steps: number) => {
    const [inside, outside] = change[one] >= change[other] ? [one, other] : [other, one];
    places++;
    const [p, q] = [before.at(inside), before.at(outside)];
    after.at(inside);
    after.at(outside);
    const [was, is] = [distance(before.lab, p, before.lab, q), distance(after.lab, p, after.lab, q)];
    if (was < ONE_SURFACE && is - was > SEEN) cuts++;
    const way = outside > inside ? stride : -stride;
    const more = stepsToEnd(before, outside, way, SOFT_END_TIMES * reach, width);
    const end = before.at(outside + more * way);
    after.at(outside + more * way);
    for (let step = 1; step < steps + more; step++) {
      const m = before.at(inside + step * way);
      after.at(inside + step * way);
      if (deviation(after.lab, p, m, end) - deviation(before.lab, p, m, end) <= rim) continue;
      halos++;
      break;
    }
  };
  /** Looks across a crisp border or, where the change fades, across as much of a soft one as it takes. */
  const lookAlong = (one: number, room: number, stride: number) => {
    for (let steps = reach; steps <= Math.min(room, SOFT_TIMES * reach); steps += reach) {
      const other = one + steps * stride;
      // Nearly all places are no border: they are told apart before anything is worked out.
      if (isBorder(one, other)) return look(one, other, stride, steps);
      if (change[other] >= least || change[other] <= most) return;
    }
  };
  for (let pixel = 0; pixel < change.length; pixel++) {
    lookAlong(pixel, width - 1 - (pixel % width), 1);
    lookAlong(pixel, height - 1 - Math.floor(pixel / width), width);
  }
  return places === 0 ? { cut: 1, halo: 0 } : { cut: cuts / places, halo: halos / places };
}
