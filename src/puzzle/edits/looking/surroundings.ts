import type { Box, Point } from '../../../contract/geometry.ts';
import { rgbToLabInto } from '../../../imaging/colour.ts';
import { distanceToSet } from '../../../imaging/distance.ts';
import { createMask, type Mask, type RgbImage } from '../../../imaging/image.ts';
import { type Lab, labDistance } from '../../../imaging/lab.ts';
import { invert } from '../../../imaging/morphology.ts';
import { type PlacedMask, padMask } from '../../../imaging/placed-mask.ts';

/** Lab distance within which both sides of an outline are of one thing. */
const SAME = 9;
/** The ring that is looked at is so thick that no way leads through it. */
export const RING_PX = 1.5;
/** The ground beside begins so far from what leads away: what lies nearer is a blend. */
const BLEND_PX = 3;
const CHANNELS = 3;

/** The pixels beside one: of those above the first row and below the last one nothing is known. */
function neighboursOf(pixel: number, width: number): number[] {
  const [column, beside] = [pixel % width, [pixel - width, pixel + width]];
  if (column > 0) beside.push(pixel - 1);
  if (column < width - 1) beside.push(pixel + 1);
  return beside;
}

/** What stands around a thing, in which pixels are counted row by row. */
export class Surroundings {
  readonly width: number;
  /** How far each pixel lies from the thing. */
  readonly away: Float32Array;
  private readonly mask: Mask;
  private depths: Float32Array | undefined;
  private readonly box: Box;
  private readonly thing: Box;
  private readonly image: RgbImage;
  private readonly lab = new Float64Array(CHANNELS);
  private readonly known = new Map<number, Lab>();

  constructor(image: RgbImage, thing: PlacedMask, margin: number) {
    const { box, mask } = padMask(thing, margin, image);
    this.image = image;
    this.box = box;
    this.thing = thing.box;
    this.width = box.width;
    this.away = distanceToSet(mask).data;
    this.mask = mask;
  }

  /** How deep in the thing each pixel lies. */
  private get depth(): Float32Array {
    this.depths ??= distanceToSet(invert(this.mask)).data;
    return this.depths;
  }

  /** The colour of a pixel, kept for those that are asked for again and again. */
  labOf(pixel: number): Lab {
    const known = this.known.get(pixel);
    if (known) return known;
    const mean = this.meanAt(pixel);
    this.known.set(pixel, mean);
    return mean;
  }

  /** The colour of a pixel: the mean of 3x3, as grain says nothing. */
  meanAt(pixel: number): Lab {
    const { image, box, width } = this;
    const [x, y] = [box.x + (pixel % width), box.y + Math.floor(pixel / width)];
    let [red, green, blue, count] = [0, 0, 0, 0];
    for (let row = Math.max(0, y - 1); row <= Math.min(image.height - 1, y + 1); row++) {
      for (let column = Math.max(0, x - 1); column <= Math.min(image.width - 1, x + 1); column++, count++) {
        const at = (row * image.width + column) * CHANNELS;
        red += image.data[at];
        green += image.data[at + 1];
        blue += image.data[at + 2];
      }
    }
    rgbToLabInto(Math.round(red / count), Math.round(green / count), Math.round(blue / count), this.lab, 0);
    return [this.lab[0], this.lab[1], this.lab[2]];
  }

  /** The pixels all around the thing, so far away: none on the picture's border, beyond which nothing is known. */
  ring(reach: number): Mask {
    const { away, width } = this;
    const ring = createMask(width, away.length / width);
    for (let y = 1; y < ring.height - 1; y++) {
      for (let pixel = y * width + 1; pixel < (y + 1) * width - 1; pixel++) {
        if (away[pixel] >= reach && away[pixel] < reach + RING_PX) ring.data[pixel] = 1;
      }
    }
    return ring;
  }

  /** The pixels of the thing so deep in it, all around: none where it is too thin for that. */
  rim(reach: number): Mask {
    const { depth, width } = this;
    const isRim = (deep: number) => (deep >= reach && deep < reach + RING_PX ? 1 : 0);
    return createMask(width, depth.length / width, Uint8Array.from(depth, isRim));
  }

  /** Whether the thing looks the same as a pixel of the ring, straight across its outline. */
  goesOn(pixel: number, reach: number): boolean {
    const { away, width } = this;
    const [across, down] = [away[pixel + 1] - away[pixel - 1], away[pixel + width] - away[pixel - width]];
    const length = Math.hypot(across, down);
    if (length === 0) return false;
    const way = 2 * reach + 1;
    const x = Math.round((pixel % width) - (across / length) * way);
    const y = Math.round(Math.floor(pixel / width) - (down / length) * way);
    if (x < 0 || y < 0 || x >= width || y >= away.length / width) return false;
    const inner = y * width + x;
    return this.depth[inner] > reach - RING_PX && labDistance(this.labOf(pixel), this.labOf(inner)) <= SAME;
  }

  /** The colours of the ring beside a part of it. */
  beside(part: readonly number[], ring: Mask, reach: number): Lab[] {
    const { width } = this;
    const near = new Map<number, number>();
    const far = BLEND_PX + reach;
    for (const pixel of part) {
      for (let down = -far; down <= far; down++) {
        for (let across = -far; across <= far; across++) {
          const [x, other] = [(pixel % width) + across, pixel + down * width + across];
          if (x < 0 || x >= width || ring.data[other] !== 1) continue;
          near.set(other, Math.min(near.get(other) ?? far, Math.hypot(across, down)));
        }
      }
    }
    return [...near].filter(([, away]) => away >= BLEND_PX && away < far).map(([pixel]) => this.labOf(pixel));
  }

  /** Where a pixel lies in the picture. */
  at(pixel: number): Point {
    return { x: this.box.x + (pixel % this.width), y: this.box.y + Math.floor(pixel / this.width) };
  }

  /** Where a pixel lies as seen from the middle of the thing's box, in pixels. */
  fromMiddle(pixel: number): Point {
    const { box, thing, width } = this;
    return {
      x: box.x + (pixel % width) - thing.x - (thing.width - 1) / 2,
      y: box.y + Math.floor(pixel / width) - thing.y - (thing.height - 1) / 2,
    };
  }

  /** Whether a pixel lies on the picture's own border. */
  isAtBorder(pixel: number): boolean {
    const { box, image, width } = this;
    const [x, y] = [box.x + (pixel % width), box.y + Math.floor(pixel / width)];
    return x === 0 || y === 0 || x === image.width - 1 || y === image.height - 1;
  }

  /**
   * All that one can walk over from a part of the ring to as far away from the thing, or to the picture's own border, without
   * leaving what something holds for.
   *
   * @returns undefined where the way ends before
   */
  walk(
    part: readonly number[],
    holds: (pixel: number) => boolean,
    from: number,
    to: number,
  ): ReadonlySet<number> | undefined {
    const { away, width } = this;
    const seen = new Set(part);
    let isThere = false;
    for (const pixel of seen) {
      if (away[pixel] > to - 1 || this.isAtBorder(pixel)) isThere = true;
      for (const next of neighboursOf(pixel, width)) {
        if (away[next] >= from - 1 && away[next] <= to && !seen.has(next) && holds(next)) seen.add(next);
      }
    }
    return isThere ? seen : undefined;
  }
}
