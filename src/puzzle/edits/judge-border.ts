import { rgbToLabInto } from '../../imaging/colour.ts';
import type { RgbImage } from '../../imaging/image.ts';
import { cropImage, type Patch } from '../../imaging/patch.ts';

/** What the border of a changed place shows. Shares of the places along it, 0 to 1. */
export interface BorderFaults {
  /** An edge where there was none: the thing goes on beyond what was changed. */
  readonly cut: number;
  /** A rim that is neither the thing's colour nor its surroundings', where there was none. */
  readonly halo: number;
}

/** A border is looked at across this share of the picture's longer side: beyond the blur of its edges. */
const REACH_RATIO = 1 / 320;
const MIN_REACH_PX = 3;
/** A pixel has changed when it did so by this share of the median change, and has not by this one. */
const CHANGED = 0.6;
const UNCHANGED = 0.15;
/** Lab distance below which two sides of a border pass for one surface. */
const ONE_SURFACE = 7;
/** Lab distance that is seen as an edge, or as a rim. */
const SEEN = 8;
/** Beside a strong change a rim of this share of it is not seen. */
const RIM_SHARE = 0.35;

/** CIE Lab of every pixel. */
function labOf({ data }: RgbImage): Float32Array {
  const lab = new Float32Array(data.length);
  for (let at = 0; at < data.length; at += 3) rgbToLabInto(data[at], data[at + 1], data[at + 2], lab, at);
  return lab;
}

function distance(one: Float32Array, p: number, other: Float32Array, q: number): number {
  return Math.hypot(one[p] - other[q], one[p + 1] - other[q + 1], one[p + 2] - other[q + 2]);
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

/** Looks for what a change of colour leaves along its border. */
export function judgeBorder(image: RgbImage, patch: Patch): BorderFaults {
  const { width, height } = patch.box;
  const before = labOf(cropImage(image, patch.box).image);
  const after = labOf(patch.image);
  const change = Float32Array.from({ length: width * height }, (_, pixel) =>
    distance(before, pixel * 3, after, pixel * 3),
  );
  const changed = change.filter((value) => value > 0).sort();
  const median = changed[Math.floor(changed.length / 2)];
  const reach = Math.max(MIN_REACH_PX, Math.round(REACH_RATIO * Math.max(image.width, image.height)));
  const rim = Math.max(SEEN, RIM_SHARE * median);
  let [places, cuts, halos] = [0, 0, 0];
  const look = (one: number, other: number, stride: number) => {
    const [inside, outside] = change[one] >= change[other] ? [one, other] : [other, one];
    if (change[inside] < CHANGED * median || change[outside] > UNCHANGED * median) return;
    places++;
    const [p, q] = [inside * 3, outside * 3];
    const [was, is] = [distance(before, p, before, q), distance(after, p, after, q)];
    if (was < ONE_SURFACE && is - was > SEEN) cuts++;
    const way = outside > inside ? stride : -stride;
    for (let step = 1; step < reach; step++) {
      const m = (inside + step * way) * 3;
      if (deviation(after, p, m, q) - deviation(before, p, m, q) <= rim) continue;
      halos++;
      break;
    }
  };
  for (let pixel = 0; pixel < change.length; pixel++) {
    if ((pixel % width) + reach < width) look(pixel, pixel + reach, 1);
    if (pixel + reach * width < change.length) look(pixel, pixel + reach * width, width);
  }
  return places === 0 ? { cut: 1, halo: 0 } : { cut: cuts / places, halo: halos / places };
}
