import { rgbToLabInto } from '../../imaging/colour.ts';
import { distanceToSet } from '../../imaging/distance.ts';
import type { RgbImage } from '../../imaging/image.ts';
import { invert } from '../../imaging/morphology.ts';
import { type PlacedMask, padMask } from '../../imaging/placed-mask.ts';

/** The two sides of a hole's border are compared so far from it: beyond the blur of a seam. */
const REACH_PX = 3;
/** Lab distance of two sides that is typical of a plain ground; where it is larger no single line tells. */
const PLAIN = 4;
/** A line that ends at the border differs from what lies within by this much (Lab) more than from anything on its way in before. */
const LINE = 14;
/** Where lines end along this share of the border, that gives as much away as a texture that is off by a factor of e. */
const TELLING_SHARE = 0.015;

/**
 * How much a filled place gives itself away by lines of its plain surroundings that end at its border: the rail that a
 * pan hung from, the edge of a floor. What stands beside the place ended there before: on its way into the place there was
 * an edge. 0 is not at all.
 *
 * @param original the picture before
 * @param image the same one, filled
 */
export function judgeEnds(original: RgbImage, image: RgbImage, hole: PlacedMask): number {
  const { box, mask } = padMask(hole, REACH_PX + 2, image);
  const outside = distanceToSet(mask).data;
  const inward = distanceToSet(invert(mask)).data;
  const signed = outside.map((away, pixel) => away - inward[pixel]);
  const lab = new Float64Array(6);
  const read = ({ data }: RgbImage, pixel: number, at: number) => {
    const from = ((box.y + Math.floor(pixel / box.width)) * image.width + box.x + (pixel % box.width)) * 3;
    rgbToLabInto(data[from], data[from + 1], data[from + 2], lab, at);
  };
  const stepIn = (picture: RgbImage, one: number, other: number) => {
    read(picture, one, 0);
    read(picture, other, 3);
    return Math.hypot(lab[0] - lab[3], lab[1] - lab[4], lab[2] - lab[5]);
  };
  /** The largest step from a pixel outside to one on its way in. */
  const stepBefore = (from: number, pixel: number, across: number, down: number) => {
    let most = 0;
    for (let way = 1 - REACH_PX; way <= REACH_PX; way++) {
      const on = pixel + Math.round(way * down) * box.width + Math.round(way * across);
      most = Math.max(most, stepIn(original, from, on));
    }
    return most;
  };
  const steps: number[] = [];
  let ends = 0;
  for (let y = REACH_PX; y < box.height - REACH_PX; y++) {
    for (let x = REACH_PX; x < box.width - REACH_PX; x++) {
      const pixel = y * box.width + x;
      if (outside[pixel] !== 1) continue;
      // The way out of the hole is where the distance grows.
      const outward = {
        x: signed[pixel + 1] - signed[pixel - 1],
        y: signed[pixel + box.width] - signed[pixel - box.width],
      };
      const length = Math.hypot(outward.x, outward.y);
      if (length === 0) continue;
      const [across, down] = [outward.x / length, outward.y / length];
      const away = Math.round(down * REACH_PX) * box.width + Math.round(across * REACH_PX);
      if (mask.data[pixel + away] || !mask.data[pixel - away]) continue;
      const is = stepIn(image, pixel + away, pixel - away);
      steps.push(is);
      if (is > LINE && is - stepBefore(pixel + away, pixel, -across, -down) > LINE) ends++;
    }
  }
  if (steps.length === 0) return 0;
  const typical = Float64Array.from(steps).sort()[Math.floor(steps.length / 2)];
  if (typical > PLAIN) return 0;
  return ends / steps.length / TELLING_SHARE;
}
