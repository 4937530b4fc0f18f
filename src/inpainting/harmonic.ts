import { growBox } from '../imaging/geometry.ts';
import { copyRgbImage, type RgbImage } from '../imaging/image.ts';
import { LANES } from '../imaging/kernels/laplace-grid.ts';
import { cropImage, type Patch, pastePatch } from '../imaging/patch.ts';
import { type PlacedMask, padMask, trimMask } from '../imaging/placed-mask.ts';
import type { InpaintingEngine } from './engine.ts';
import { solveLaplace } from './laplace.ts';

/** Known pixels needed around the hole: they are the boundary values. */
const MARGIN_PX = 4;

/**
 * Fills a hole with the harmonic function that its border demands (Laplace's equation): a smooth membrane, right for
 * flat, shaded and out-of-focus grounds. It makes no texture.
 *
 * @param tolerance error in grey levels that does not matter; none when it is left out
 * @returns new pixels for the hole's surroundings; outside the hole they are the image's own, byte for byte
 * @throws RangeError when no known pixel lies around the hole
 */
export function fillHarmonic(image: RgbImage, hole: PlacedMask, tolerance?: number): Patch {
  const { box, mask } = padMask(hole, MARGIN_PX, image);
  if (!mask.data.includes(0))
    throw new RangeError('fillHarmonic: expected known pixels around the hole, received none');
  const patch = cropImage(image, growBox(hole.box, MARGIN_PX, image));
  const values = new Float32Array(box.width * box.height * LANES);
  for (let pixel = 0; pixel < mask.data.length; pixel++) {
    for (let channel = 0; channel < 3; channel++) {
      values[pixel * LANES + channel] = patch.image.data[pixel * 3 + channel];
    }
  }
  solveLaplace(mask, values, tolerance);
  for (let pixel = mask.data.indexOf(1); pixel >= 0; pixel = mask.data.indexOf(1, pixel + 1)) {
    for (let channel = 0; channel < 3; channel++) {
      const value = values[pixel * LANES + channel];
      patch.image.data[pixel * 3 + channel] = Math.round(Math.min(255, Math.max(0, value)));
    }
  }
  return patch;
}

/** Always at hand and fast. For grounds without texture. */
export const harmonic: InpaintingEngine = {
  kind: 'smooths',
  takesPrompt: false,
  whyUnavailable: async () => undefined,
  async fill({ image, hole }) {
    const whole = { x: 0, y: 0, width: image.width, height: image.height };
    const filled = copyRgbImage(image);
    pastePatch(filled, fillHarmonic(image, trimMask({ box: whole, mask: hole })));
    return { image: filled };
  },
};
