import { copyRgbImage, type RgbImage } from '../imaging/image.ts';
import { dilate } from '../imaging/morphology.ts';
import type { HoleTask } from './engine.ts';
import { createLaplaceSolver } from './laplace.ts';

/** Known pixels on which the two are compared. */
const RING_PX = 2;

/**
 * Bends the colours of a filling so that they meet the picture's at the hole's border (Perez, Gangnet & Blake 2003: what
 * differs on the border is spread over the hole as a membrane).
 *
 * @param filled what an engine made of the task, with its own idea of the pixels around the hole
 * @returns a new image; outside the hole it is the task's
 */
export function blendSeam({ image, hole }: HoleTask, filled: RgbImage): RgbImage {
  const { width, height, data } = image;
  const near = dilate(hole, RING_PX).data;
  const isTheSame = near.every(
    (value, pixel) =>
      !value || hole.data[pixel] === 1 || [0, 1, 2].every((c) => filled.data[pixel * 3 + c] === data[pixel * 3 + c]),
  );
  const result = copyRgbImage(image);
  const solve = createLaplaceSolver(hole);
  for (let channel = 0; channel < 3; channel++) {
    const correction = new Float32Array(width * height);
    if (!isTheSame) {
      for (let pixel = 0; pixel < correction.length; pixel++) {
        const at = pixel * 3 + channel;
        if (near[pixel] && !hole.data[pixel]) correction[pixel] = data[at] - filled.data[at];
      }
      solve(correction);
    }
    for (let pixel = hole.data.indexOf(1); pixel >= 0; pixel = hole.data.indexOf(1, pixel + 1)) {
      const at = pixel * 3 + channel;
      result.data[at] = Math.round(Math.min(255, Math.max(0, filled.data[at] + correction[pixel])));
    }
  }
  return result;
}
