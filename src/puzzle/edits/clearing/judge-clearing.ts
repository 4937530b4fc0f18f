import type { Point } from '../../../contract/geometry.ts';
import type { Mask, RgbImage } from '../../../imaging/image.ts';
import { detailExcess, RING_PX, ringAround, seamStep, UNSEEN } from '../../../inpainting/judge-filling.ts';

/** The Laplacian of luma (grey levels) up to which a pixel is part of a plain ground. */
const QUIET = 5;
/** A filling is plain when this share of it is ... */
const PLAIN_FILLING = 0.9;
/** ... and plain ground is at home around it when it goes on across this share of the border: a few strokes may end there. */
const PLAIN_BORDER = 0.85;
/**
 * A seam shows more than a lack of detail: of ten fillings in photographs with a step of .2 or more one looked untouched, while
 * most that lacked a third of the detail did. It counts so many times as much.
 */
const SEAM_WEIGHT = 1.5;
/** Grey levels of luma between neighbours on one ground. */
const SAME_GROUND = 10;

const luma = ({ data }: RgbImage, pixel: number) =>
  0.299 * data[pixel * 3] + 0.587 * data[pixel * 3 + 1] + 0.114 * data[pixel * 3 + 2];

/** The Laplacian of luma of a mask's pixels, grey levels; those at the image's border are left out. */
function innerSteps(image: RgbImage, mask: Mask): number[] {
  const { width, height } = image;
  const steps: number[] = [];
  for (let pixel = mask.data.indexOf(1); pixel >= 0; pixel = mask.data.indexOf(1, pixel + 1)) {
    const [x, y] = [pixel % width, Math.floor(pixel / width)];
    if (x === 0 || y === 0 || x === width - 1 || y === height - 1) continue;
    const beside = luma(image, pixel - 1) + luma(image, pixel + 1);
    steps.push(beside + luma(image, pixel - width) + luma(image, pixel + width) - 4 * luma(image, pixel));
  }
  return steps;
}

/** The share of a mask's pixels, those at the image's border left out, that are part of a plain ground. */
function quietShare(image: RgbImage, mask: Mask): number {
  const steps = innerSteps(image, mask);
  return steps.filter((step) => Math.abs(step) <= QUIET).length / Math.max(1, steps.length);
}

/** The share of the steps across a hole's border that are no steps to the eye. */
function openBorderShare(image: RgbImage, hole: Mask): number {
  const { width, height } = image;
  let [open, count] = [0, 0];
  for (let pixel = hole.data.indexOf(1); pixel >= 0; pixel = hole.data.indexOf(1, pixel + 1)) {
    const [x, y] = [pixel % width, Math.floor(pixel / width)];
    if (x === 0 || y === 0 || x === width - 1 || y === height - 1) continue;
    for (const neighbour of [pixel - 1, pixel + 1, pixel - width, pixel + width]) {
      if (hole.data[neighbour]) continue;
      if (Math.abs(luma(image, pixel) - luma(image, neighbour)) <= SAME_GROUND) open++;
      count++;
    }
  }
  return count === 0 ? 0 : open / count;
}

/** The Laplacian of luma of a mask's pixels without its edges: the median, grey levels. */
function textureOf(image: RgbImage, mask: Mask): number {
  const steps = Float64Array.from(innerSteps(image, mask), Math.abs).sort();
  return steps[steps.length >> 1] ?? 0;
}

/** How much less texture a place has than its surroundings, 0 where it has as much; edges nearby are no texture. */
function lackOfTexture(image: RgbImage, hole: Mask): number {
  const around = textureOf(image, ringAround(hole, RING_PX, 1));
  return Math.max(0, Math.log((around + UNSEEN) / (textureOf(image, hole) + UNSEEN)));
}

/**
 * How much larger the steps across a hole's border are than they were where the ground comes from that was laid there, beside
 * those of its surroundings: the edge of a shelf that goes along the border is no seam.
 */
function laidSeam(image: RgbImage, hole: Mask, { x, y }: Point): number {
  const { width } = image;
  const ring = ringAround(hole);
  const offset = y * width + x;
  let [excess, across, beside, between] = [0, 0, 0, 0];
  for (let pixel = ring.data.indexOf(1); pixel >= 0; pixel = ring.data.indexOf(1, pixel + 1)) {
    for (const neighbour of [pixel - 1, pixel + 1, pixel - width, pixel + width]) {
      const step = Math.abs(luma(image, pixel) - luma(image, neighbour));
      if (hole.data[neighbour]) {
        const there = Math.abs(luma(image, pixel + offset) - luma(image, neighbour + offset));
        excess += Math.max(0, step - there);
        across++;
      } else if (ring.data[neighbour]) {
        beside += step;
        between++;
      }
    }
  }
  const usual = beside / Math.max(1, between) + UNSEEN;
  return Math.log((usual + excess / Math.max(1, across)) / usual);
}

/**
 * How much a cleared place gives itself away: 0 is not at all. Plain paper among strokes, or plain sky beside a tree, has
 * none of the detail of what stands around it and need not: there only the seam tells, and what is left there.
 *
 * @param from where the ground comes from that was laid there, as it is; absent where it was made up
 */
export function judgeClearing(image: RgbImage, hole: Mask, from?: Point): number {
  const isPlain = quietShare(image, hole) >= PLAIN_FILLING && openBorderShare(image, hole) >= PLAIN_BORDER;
  const excess = detailExcess(image, hole);
  if (from && !isPlain) return laidSeam(image, hole, from) + Math.max(0, excess) + lackOfTexture(image, hole);
  const seam = Math.max(0, Math.log(seamStep(image, hole)));
  return isPlain ? seam + Math.max(0, excess) : SEAM_WEIGHT * seam + Math.abs(excess);
}
