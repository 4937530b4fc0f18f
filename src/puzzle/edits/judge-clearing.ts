import type { Mask, RgbImage } from '../../imaging/image.ts';
import { penaltyOf, ringAround, seamStep } from '../../inpainting/judge-filling.ts';

/** The Laplacian of luma (grey levels) up to which a pixel is part of a plain ground. */
const QUIET = 5;
/** A filling is plain when this share of it is ... */
const PLAIN_FILLING = 0.9;
/** ... and plain ground is at home around it when this share of the ring is. */
const PLAIN_RING = 0.4;
const RING_PX = 8;

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

/**
 * How much a cleared place gives itself away: 0 is not at all. Plain paper among strokes, or plain sky beside a tree, has
 * none of the detail of what stands around it and need not: there only the seam tells.
 */
export function judgeClearing(image: RgbImage, hole: Mask): number {
  const isPlain =
    quietShare(image, hole) >= PLAIN_FILLING && quietShare(image, ringAround(hole, RING_PX, 1)) >= PLAIN_RING;
  return isPlain ? Math.max(0, Math.log(seamStep(image, hole))) : penaltyOf(image, hole);
}
