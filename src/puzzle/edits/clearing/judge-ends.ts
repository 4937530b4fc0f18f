import type { Box } from '../../../contract/geometry.ts';
import { rgbToLabInto } from '../../../imaging/colour.ts';
import { distanceToSet } from '../../../imaging/distance.ts';
import type { RgbImage } from '../../../imaging/image.ts';
import { close, invert } from '../../../imaging/morphology.ts';
import { type PlacedMask, padMask } from '../../../imaging/placed-mask.ts';

/** What reaches so far into a place leads into it: beyond the blur of a seam. */
const REACH_PX = 3;
/** A rim follows what leads away from a thing: notches between such tongues, up to so many pixels wide on each side, are closed. */
const FRAY_PX = 4;
/** It is followed within so many pixels of where it enters. */
const WINDOW_PX = 5;
/** Lab distance of two sides of a border that is typical of a plain ground; where it is larger no single line tells. */
const PLAIN = 4;
/** Lab distance within which pixels belong to one line or surface, and from which on they are seen to be others. */
const SAME = 8;
const OTHER = 14;
/** Where lines end along this share of the border, that gives as much away as a texture that is off by a factor of e. */
const TELLING_SHARE = 0.01;

/** The pixels of a box of an image in CIE Lab, each looked up when it is asked for. */
class LabBox {
  private readonly image: RgbImage;
  private readonly box: Box;
  private readonly lab: Float32Array;

  constructor(image: RgbImage, box: Box) {
    this.image = image;
    this.box = box;
    this.lab = new Float32Array(box.width * box.height * 3).fill(Number.NaN);
  }

  /** Where the colour of a pixel of the box stands in `lab`. */
  private at(pixel: number): number {
    const at = pixel * 3;
    if (Number.isNaN(this.lab[at])) {
      const { data, width } = this.image;
      const from =
        ((this.box.y + Math.floor(pixel / this.box.width)) * width + this.box.x + (pixel % this.box.width)) * 3;
      rgbToLabInto(data[from], data[from + 1], data[from + 2], this.lab, at);
    }
    return at;
  }

  /** Lab distance between a pixel here and one there. */
  distance(pixel: number, there: LabBox, other: number): number {
    const [p, q] = [this.at(pixel), there.at(other)];
    const [one, two] = [this.lab, there.lab];
    return Math.hypot(one[p] - two[q], one[p + 1] - two[q + 1], one[p + 2] - two[q + 2]);
  }
}

/** A place with its surroundings, in which pixels are counted row by row. */
interface Frame {
  readonly box: Box;
  /** How far each pixel lies in the place; below 0 outside. */
  readonly depth: Float32Array;
  readonly original: LabBox;
  readonly filled: LabBox;
}

/** Side of the window in which a line is followed. */
const WINDOW_SIDE_PX = 2 * WINDOW_PX + 1;

/** Whether a line or a surface that comes to a border pixel leads on from there by REACH_PX, into the place or out of it. */
function leads({ box, depth, original }: Frame, border: number, picture: LabBox, like: number, side: 1 | -1): boolean {
  const [left, top] = [(border % box.width) - WINDOW_PX, Math.floor(border / box.width) - WINDOW_PX];
  const seen = new Uint8Array(WINDOW_SIDE_PX ** 2);
  seen[WINDOW_PX * WINDOW_SIDE_PX + WINDOW_PX] = 1;
  const open = [border];
  for (const pixel of open) {
    const [column, row] = [pixel % box.width, Math.floor(pixel / box.width)];
    for (let y = Math.max(row - 1, top, 0); y <= Math.min(row + 1, top + 2 * WINDOW_PX, box.height - 1); y++) {
      for (let x = Math.max(column - 1, left, 0); x <= Math.min(column + 1, left + 2 * WINDOW_PX, box.width - 1); x++) {
        const place = (y - top) * WINDOW_SIDE_PX + x - left;
        if (seen[place]) continue;
        seen[place] = 1;
        const next = y * box.width + x;
        const away = depth[next] * side;
        if (away <= 0 || original.distance(border, picture, next) > like) continue;
        // In a thin tongue of the place nothing lies deep: there the way counts.
        const isFar = Math.abs(x - left - WINDOW_PX) === WINDOW_PX || Math.abs(y - top - WINDOW_PX) === WINDOW_PX;
        if (away >= REACH_PX || (side === 1 && isFar)) return true;
        open.push(next);
      }
    }
  }
  return false;
}

/** Whether a line or a surface that comes to the border led into the place, and leads nowhere now. */
function ends(frame: Frame, border: number): boolean {
  const { original, filled } = frame;
  return (
    leads(frame, border, original, SAME, 1) &&
    !leads(frame, border, filled, OTHER, 1) &&
    leads(frame, border, original, SAME, -1)
  );
}

/**
 * How much a filled place gives itself away by lines of its plain surroundings that end at its border: the rail that a
 * pan hung from, the edge of a floor. What stands beside the place ended there before: nothing of it led into the place.
 * 0 is not at all.
 *
 * @param original the picture before
 * @param image the same one, filled
 */
export function judgeEnds(original: RgbImage, image: RgbImage, hole: PlacedMask): number {
  const { box, mask: frayed } = padMask(hole, FRAY_PX + REACH_PX + 1, image);
  const mask = close(frayed, FRAY_PX);
  const inward = distanceToSet(invert(mask)).data;
  const depth = distanceToSet(mask).data.map((away, pixel) => inward[pixel] - away);
  const frame: Frame = { box, depth, original: new LabBox(original, box), filled: new LabBox(image, box) };
  const steps: number[] = [];
  const border: number[] = [];
  for (let y = REACH_PX; y < box.height - REACH_PX; y++) {
    for (let x = REACH_PX; x < box.width - REACH_PX; x++) {
      const pixel = y * box.width + x;
      if (depth[pixel] !== -1) continue;
      // The way out of the place is where the depth falls.
      const across = depth[pixel - 1] - depth[pixel + 1];
      const down = depth[pixel - box.width] - depth[pixel + box.width];
      const length = Math.hypot(across, down);
      if (length === 0) continue;
      const out = Math.round((down / length) * REACH_PX) * box.width + Math.round((across / length) * REACH_PX);
      steps.push(frame.filled.distance(pixel + out, frame.filled, pixel - out));
      border.push(pixel);
    }
  }
  if (steps.length === 0) return 0;
  const typical = Float64Array.from(steps).sort()[Math.floor(steps.length / 2)];
  if (typical > PLAIN) return 0;
  return border.filter((pixel) => ends(frame, pixel)).length / steps.length / TELLING_SHARE;
}
