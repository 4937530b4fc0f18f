import type { Point } from '../contract/geometry.ts';
import { distanceToSet } from '../imaging/distance.ts';
import type { RgbImage } from '../imaging/image.ts';
import { cropImage, type Patch } from '../imaging/patch.ts';
import { type PlacedMask, padMask } from '../imaging/placed-mask.ts';
import { createLaplaceSolver } from './laplace.ts';

/** Width of the band around the hole that a source must continue. */
const RING_PX = 6;
/** Sources are looked for up to this many times the hole's longer side away ... */
const REACH = 2;
/** ... on a grid of this many steps per side, then pixel by pixel around the best. */
const STEPS_PER_SIDE = 10;
/** Pixels of the ring and of the hole that are compared for each source: more say nothing new. */
const MAX_SAMPLES = 400;
/** A source may be busier inside than the hole's ring is by this factor: a thing of its own lies in it. */
const MAX_BUSIER = 1.35;
/** Variance (squared grey levels) that is never called busy: noise of a plain ground. */
const PLAIN_VARIANCE = 9;

/** A source whose mean colour is farther than this from the ring's (RGB distance) is another ground. */
const MAX_COLOUR_DISTANCE = 28;

/** A place whose texture can fill the hole: how far away it is and how badly it continues the ring. */
export interface CloneSource {
  readonly offset: Point;
  /** RMS difference over the ring after the mean colours were matched, grey levels. */
  readonly mismatch: number;
}

/** Every n-th of the points, so that at most MAX_SAMPLES are left. */
function thin(points: readonly number[]): number[] {
  const step = Math.max(1, Math.ceil(points.length / MAX_SAMPLES));
  return points.filter((_, index) => index % step === 0);
}

/** Index of a pixel's first channel in the image. */
const indexOf = (image: RgbImage, x: number, y: number) => (y * image.width + x) * 3;

/** Per-channel variance of the differences image[p + shift] - image[p], summed; with no reference, of image[p + shift]. */
function spread(image: RgbImage, samples: readonly number[], shift: number, isRelative: boolean): number {
  let total = 0;
  for (let channel = 0; channel < 3; channel++) {
    let sum = 0;
    let squares = 0;
    for (const at of samples) {
      const value = image.data[at + shift + channel] - (isRelative ? image.data[at + channel] : 0);
      sum += value;
      squares += value * value;
    }
    total += squares / samples.length - (sum / samples.length) ** 2;
  }
  return total;
}

/** Mean red, green and blue of image[p + shift]. */
function meanColour(image: RgbImage, samples: readonly number[], shift: number): [number, number, number] {
  const sum: [number, number, number] = [0, 0, 0];
  for (const at of samples)
    for (let channel = 0; channel < 3; channel++) sum[channel] += image.data[at + shift + channel];
  return [sum[0] / samples.length, sum[1] / samples.length, sum[2] / samples.length];
}

interface Samples {
  readonly ring: readonly number[];
  readonly hole: readonly number[];
}

function takeSamples(image: RgbImage, { box, mask }: PlacedMask): Samples {
  const distance = distanceToSet(mask).data;
  const ring: number[] = [];
  const hole: number[] = [];
  for (let y = 0, pixel = 0; y < box.height; y++) {
    for (let x = 0; x < box.width; x++, pixel++) {
      if (mask.data[pixel]) hole.push(indexOf(image, box.x + x, box.y + y));
      else if (distance[pixel] <= RING_PX) ring.push(indexOf(image, box.x + x, box.y + y));
    }
  }
  return { ring: thin(ring), hole: thin(hole) };
}

/**
 * Looks for a place near the hole whose pixels continue the hole's ring, are of its colour and no busier than it.
 *
 * @returns undefined when there is none inside the image
 */
export function findCloneSource(image: RgbImage, hole: PlacedMask): CloneSource | undefined {
  const around = padMask(hole, RING_PX, image);
  const { box } = around;
  const { ring, hole: inside } = takeSamples(image, around);
  if (ring.length === 0) return undefined;
  const busyLimit = MAX_BUSIER * Math.max(PLAIN_VARIANCE, spread(image, ring, 0, false));
  const ground = meanColour(image, ring, 0);
  const isSameGround = (shift: number) => {
    const [red, green, blue] = meanColour(image, inside, shift);
    const distance = Math.hypot(red - ground[0], green - ground[1], blue - ground[2]);
    return distance <= MAX_COLOUR_DISTANCE && spread(image, inside, shift, false) <= busyLimit;
  };
  let best: CloneSource | undefined;
  const consider = (x: number, y: number) => {
    const fits =
      box.x + x >= 0 &&
      box.y + y >= 0 &&
      box.x + box.width + x <= image.width &&
      box.y + box.height + y <= image.height;
    const overlaps = Math.abs(x) < box.width && Math.abs(y) < box.height;
    if (!fits || overlaps) return;
    const shift = (y * image.width + x) * 3;
    const mismatch = Math.sqrt(Math.max(0, spread(image, ring, shift, true)));
    if (best && mismatch >= best.mismatch) return;
    if (isSameGround(shift)) best = { offset: { x, y }, mismatch };
  };
  const longer = Math.max(box.width, box.height);
  const step = Math.max(1, Math.round(longer / STEPS_PER_SIDE));
  const reach = Math.ceil((REACH * longer) / step) * step;
  for (let y = -reach; y <= reach; y += step) for (let x = -reach; x <= reach; x += step) consider(x, y);
  if (!best) return undefined;
  const { x: coarseX, y: coarseY } = best.offset;
  for (let y = coarseY - step; y <= coarseY + step; y++) {
    for (let x = coarseX - step; x <= coarseX + step; x++) consider(x, y);
  }
  return best;
}

/**
 * Fills a hole with the texture of another place, its colours bent to meet the hole's border: seamless cloning (Perez,
 * Gangnet & Blake 2003, section 3: the correction is the membrane that interpolates the difference on the border).
 *
 * @returns new pixels for the hole's surroundings; outside the hole they are the image's own, byte for byte
 */
export function fillByCloning(image: RgbImage, hole: PlacedMask, { offset }: CloneSource): Patch {
  const { box, mask } = padMask(hole, 1, image);
  const patch = cropImage(image, box);
  const source = cropImage(image, { ...box, x: box.x + offset.x, y: box.y + offset.y }).image;
  const solve = createLaplaceSolver(mask);
  for (let channel = 0; channel < 3; channel++) {
    const values = new Float32Array(box.width * box.height);
    for (let pixel = 0; pixel < values.length; pixel++) {
      const at = pixel * 3 + channel;
      values[pixel] = mask.data[pixel] ? 0 : patch.image.data[at] - source.data[at];
    }
    solve(values);
    for (let pixel = 0; pixel < values.length; pixel++) {
      const at = pixel * 3 + channel;
      if (mask.data[pixel])
        patch.image.data[at] = Math.round(Math.min(255, Math.max(0, source.data[at] + values[pixel])));
    }
  }
  return patch;
}
