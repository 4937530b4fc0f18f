import { rgbToLabInto } from '../../imaging/colour.ts';
import { distanceToSet } from '../../imaging/distance.ts';
import type { RgbImage } from '../../imaging/image.ts';
import { invert } from '../../imaging/morphology.ts';
import { type PlacedMask, padMask } from '../../imaging/placed-mask.ts';

/** The two sides of a hole's border are compared so far from it: beyond the blur of a seam. */
const REACH_PX = 3;
/** Lab distance of two sides that is typical of a plain ground; where it is larger no single line tells. */
const PLAIN = 4;
/** A line that ends at the border differs from what lies within by this much (Lab) more than it did. */
const LINE = 14;
/** Where lines end along this share of the border, that gives as much away as a texture that is off by a factor of e. */
const TELLING_SHARE = 0.015;

/**
 * How much a filled place gives itself away by lines of its plain surroundings that end at its border: the rail that a
 * pan hung from, the edge of a floor. What stands beside the place ended there before. 0 is not at all.
 *
 * @param original the picture before
 * @param image the same one, filled
 */
export function judgeEnds(original: RgbImage, image: RgbImage, hole: PlacedMask): number {
  const { box, mask } = padMask(hole, REACH_PX + 2, image);
  const outward = distanceToSet(mask).data;
  const inward = distanceToSet(invert(mask)).data;
  const signed = outward.map((away, pixel) => away - inward[pixel]);
  const lab = new Float64Array(6);
  const read = ({ data }: RgbImage, pixel: number, at: number) => {
    const from = ((box.y + Math.floor(pixel / box.width)) * image.width + box.x + (pixel % box.width)) * 3;
    rgbToLabInto(data[from], data[from + 1], data[from + 2], lab, at);
  };
  const stepIn = (picture: RgbImage, outside: number, inside: number) => {
    read(picture, outside, 0);
    read(picture, inside, 3);
    return Math.hypot(lab[0] - lab[3], lab[1] - lab[4], lab[2] - lab[5]);
  };
  const steps: number[] = [];
  let ends = 0;
  for (let y = REACH_PX; y < box.height - REACH_PX; y++) {
    for (let x = REACH_PX; x < box.width - REACH_PX; x++) {
      const pixel = y * box.width + x;
      if (outward[pixel] !== 1) continue;
      // The way out of the hole is where the distance grows.
      const across = signed[pixel + 1] - signed[pixel - 1];
      const down = signed[pixel + box.width] - signed[pixel - box.width];
      const length = Math.hypot(across, down);
      if (length === 0) continue;
      const away = Math.round((down / length) * REACH_PX) * box.width + Math.round((across / length) * REACH_PX);
      if (mask.data[pixel + away] || !mask.data[pixel - away]) continue;
      const is = stepIn(image, pixel + away, pixel - away);
      steps.push(is);
      if (is - stepIn(original, pixel + away, pixel - away) > LINE) ends++;
    }
  }
  if (steps.length === 0) return 0;
  const typical = Float64Array.from(steps).sort()[Math.floor(steps.length / 2)];
  if (typical > PLAIN) return 0;
  return ends / steps.length / TELLING_SHARE;
}
