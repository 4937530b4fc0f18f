import type { Box, Size } from '../contract/geometry.ts';
import { growBox } from '../imaging/geometry.ts';
import type { FloatMap } from '../imaging/image.ts';
import type { PlacedMask } from '../imaging/placed-mask.ts';
import type { RegionGraph } from './region-graph.ts';
import type { RingScores } from './ring-scores.ts';

/** What a planner wants to know of a proposal; each from 0 to 1. */
export interface PlannerScores {
  /** How plain the ring around it is: 1 for a flat or smoothly shaded ground, 0 from a roughness of 20 Lab units on. */
  readonly isolation: number;
  /** How much of one colour it is: 1 for one colour, 0 from a deviation of 30 Lab units on. */
  readonly flatness: number;
  /** How much it draws the eye: mean of the saliency map. */
  readonly saliency: number;
  /** 1 in the middle of the image, 0 in its corners. */
  readonly centrality: number;
  /** How much goes on around it: outline of regions per pixel of its surroundings, 1 from one side in two pixels on. */
  readonly clutter: number;
}

const ROUGH_RING = 20;
const ROUGH_INSIDE = 30;
const FULL_CLUTTER = 0.5;
/** How far around a proposal its surroundings reach, in its own longer sides. */
const SURROUNDINGS = 0.75;

/** Sums over all pixels above and left of each corner, so that the sum of any box takes four look-ups. */
interface BoxSums {
  readonly stride: number;
  readonly sums: Float64Array;
}

function sumIn({ stride, sums }: BoxSums, { x, y, width, height }: Box): number {
  const [top, bottom] = [y * stride + x, (y + height) * stride + x];
  return sums[bottom + width] - sums[bottom] - sums[top + width] + sums[top];
}

/** How many sides of pixels part regions, in every box. */
export function sumOutlines({ labels: { width, height, data } }: RegionGraph): BoxSums {
  const stride = width + 1;
  const sums = new Float64Array(stride * (height + 1));
  for (let y = 0, pixel = 0; y < height; y++) {
    let row = 0;
    for (let x = 0; x < width; x++, pixel++) {
      if (x + 1 < width && data[pixel] !== data[pixel + 1]) row++;
      if (y + 1 < height && data[pixel] !== data[pixel + width]) row++;
      sums[(y + 1) * stride + x + 1] = sums[y * stride + x + 1] + row;
    }
  }
  return { stride, sums };
}

function meanUnder(map: FloatMap, { box, mask }: PlacedMask, size: Size): number {
  let [sum, count] = [0, 0];
  for (let y = 0; y < box.height; y++) {
    const row = Math.floor(((box.y + y + 0.5) * map.height) / size.height) * map.width;
    for (let x = 0; x < box.width; x++) {
      if (!mask.data[y * box.width + x]) continue;
      sum += map.data[row + Math.floor(((box.x + x + 0.5) * map.width) / size.width)];
      count++;
    }
  }
  return sum / count;
}

function clutterAround(outlines: BoxSums, box: Box, size: Size): number {
  const around = growBox(box, Math.ceil(SURROUNDINGS * Math.max(box.width, box.height)), size);
  const pixels = around.width * around.height - box.width * box.height;
  return pixels > 0 ? Math.min(1, (sumIn(outlines, around) - sumIn(outlines, box)) / pixels / FULL_CLUTTER) : 0;
}

/** What a proposal is seen in. */
export interface Surroundings {
  readonly saliency: FloatMap;
  readonly outlines: BoxSums;
  /** Of the working image. */
  readonly size: Size;
}

/** Scores a proposal for the planner. @param size of the working image, in whose pixels the mask is placed */
export function scoreForPlanner(
  placed: PlacedMask,
  { ringRoughness, texture }: RingScores,
  { saliency, outlines, size }: Surroundings,
): PlannerScores {
  const { box } = placed;
  const fromCentre = Math.hypot(box.x + box.width / 2 - size.width / 2, box.y + box.height / 2 - size.height / 2);
  return {
    isolation: Math.max(0, 1 - ringRoughness / ROUGH_RING),
    flatness: Math.max(0, 1 - texture / ROUGH_INSIDE),
    saliency: meanUnder(saliency, placed, size),
    centrality: 1 - fromCentre / (Math.hypot(size.width, size.height) / 2),
    clutter: clutterAround(outlines, box, size),
  };
}
