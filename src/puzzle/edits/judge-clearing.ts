import type { Mask, RgbImage } from '../../imaging/image.ts';
import { penaltyOf, seamStep } from '../../inpainting/judge-filling.ts';

/** The Laplacian of luma (grey levels) up to which a pixel is part of a plain ground. */
const QUIET = 5;
/** A filling is plain when this share of it is ... */
const PLAIN_FILLING = 0.9;
/** ... and plain ground is at home around it when it goes on across this share of the border: a few strokes may end there. */
const PLAIN_BORDER = 0.85;
/** Grey levels of luma between neighbours on one ground. */
const SAME_GROUND = 10;

const luma = ({ data }: RgbImage, pixel: number) =>
  0.299 * data[pixel * 3] + 0.587 * data[pixel * 3 + 1] + 0.114 * data[pixel * 3 + 2];

/** The share of a mask's pixels, those at the image's border left out, that are part of a plain ground. */
function quietShare(image: RgbImage, mask: Mask): number {
  const { width, height } = image;
  let [quiet, count] = [0, 0];
  for (let pixel = mask.data.indexOf(1); pixel >= 0; pixel = mask.data.indexOf(1, pixel + 1)) {
    const [x, y] = [pixel % width, Math.floor(pixel / width)];
    if (x === 0 || y === 0 || x === width - 1 || y === height - 1) continue;
    const beside = luma(image, pixel - 1) + luma(image, pixel + 1);
    const step = beside + luma(image, pixel - width) + luma(image, pixel + width) - 4 * luma(image, pixel);
    if (Math.abs(step) <= QUIET) quiet++;
    count++;
  }
  return count === 0 ? 0 : quiet / count;
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

/**
 * How much a cleared place gives itself away: 0 is not at all. Plain paper among strokes, or plain sky beside a tree, has
 * none of the detail of what stands around it and need not: there only the seam tells.
 */
export function judgeClearing(image: RgbImage, hole: Mask): number {
  const isPlain = quietShare(image, hole) >= PLAIN_FILLING && openBorderShare(image, hole) >= PLAIN_BORDER;
  return isPlain ? Math.max(0, Math.log(seamStep(image, hole))) : penaltyOf(image, hole);
}
