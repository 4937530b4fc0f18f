import type { RgbImage } from '../imaging/image.ts';
import { rgbToLab } from '../imaging/lab-planes.ts';

/** A glance takes in so much at once: half the side of what is averaged, as a share of the picture's longer side. */
const REACH_RATIO = 0.01;
/**
 * Lab distance between what two glances see below which a texture passes for itself: a piece of a woven band in the place
 * of another one comes to 7.5, a faint mark on a street to 11.7.
 */
const MIN_GLANCE_DISTANCE = 9;

/** Grey levels of a channel by which ground that was laid anew differs and nobody notices. */
const UNNOTICED = 3;

/** Sums of a plane over all that lies above and to the left of each pixel corner. */
function sumsOf(plane: Float32Array, width: number, height: number): Float64Array {
  const sums = new Float64Array((width + 1) * (height + 1));
  for (let y = 0, pixel = 0; y < height; y++) {
    let row = 0;
    for (let x = 0; x < width; x++, pixel++) {
      row += plane[pixel];
      sums[(y + 1) * (width + 1) + x + 1] = sums[y * (width + 1) + x + 1] + row;
    }
  }
  return sums;
}

/** The mean differences of two images in Lab, each over a square around a pixel. */
class Glances {
  private readonly sums: readonly Float64Array[];
  private readonly width: number;
  private readonly height: number;
  private readonly reach: number;

  constructor(before: RgbImage, after: RgbImage, reach: number) {
    const [was, is] = [rgbToLab(before).planes, rgbToLab(after).planes];
    [this.width, this.height, this.reach] = [before.width, before.height, reach];
    this.sums = was.map((plane, channel) => {
      const change = is[channel].map((value, pixel) => value - plane[pixel]);
      return sumsOf(change, before.width, before.height);
    });
  }

  /** How far apart the two images look around a pixel, Lab. */
  distanceAt(x: number, y: number): number {
    const [left, top] = [Math.max(0, x - this.reach), Math.max(0, y - this.reach)];
    const [right, bottom] = [Math.min(this.width, x + this.reach + 1), Math.min(this.height, y + this.reach + 1)];
    const stride = this.width + 1;
    let squares = 0;
    for (const sums of this.sums) {
      const sum =
        sums[bottom * stride + right] -
        sums[top * stride + right] -
        sums[bottom * stride + left] +
        sums[top * stride + left];
      squares += (sum / ((right - left) * (bottom - top))) ** 2;
    }
    return Math.sqrt(squares);
  }
}

/** The median Lab distance of two glances over the pixels that differ noticeably; 0 where none does. */
function glanceDistance(before: RgbImage, after: RgbImage, longerSide: number): number {
  const glances = new Glances(before, after, Math.max(1, Math.round(REACH_RATIO * longerSide)));
  const distances: number[] = [];
  for (let y = 0, at = 0; y < before.height; y++) {
    for (let x = 0; x < before.width; x++, at += 3) {
      const change = [0, 1, 2].map((channel) => Math.abs(before.data[at + channel] - after.data[at + channel]));
      if (Math.max(...change) > UNNOTICED) distances.push(glances.distanceAt(x, y));
    }
  }
  return Float64Array.from(distances).sort()[distances.length >> 1] ?? 0;
}

/**
 * Whether what came or went is seen at a glance, and not only by comparing pixel by pixel: a patch of a texture in the
 * place of another one is not.
 *
 * @param before a part of the picture with room around the change, and the same part after it
 * @param longerSide of the picture, pixels
 */
export function showsAtAGlance(before: RgbImage, after: RgbImage, longerSide: number): boolean {
  return glanceDistance(before, after, longerSide) >= MIN_GLANCE_DISTANCE;
}
