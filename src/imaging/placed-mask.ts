import type { Box, Point, Size } from '../contract/geometry.ts';
import { growBox, scaleBox, unionBox } from './geometry.ts';
import { createMask, type Mask } from './image.ts';

/** A mask that covers only a box of a larger image. mask is box.width x box.height. */
export interface PlacedMask {
  readonly box: Box;
  readonly mask: Mask;
}

/** The same pixels in a box grown by `margin` (cut at the image's border). */
export function padMask({ box, mask }: PlacedMask, margin: number, size: Size): PlacedMask {
  const grown = growBox(box, margin, size);
  const padded = createMask(grown.width, grown.height);
  for (let y = 0; y < box.height; y++) {
    const row = mask.data.subarray(y * box.width, (y + 1) * box.width);
    padded.data.set(row, (y + box.y - grown.y) * grown.width + box.x - grown.x);
  }
  return { box: grown, mask: padded };
}

/** The mask of an image of size `from` in the pixels of the same image at size `to` (nearest neighbour). */
export function scaleMask(placed: PlacedMask, from: Size, to: Size): PlacedMask {
  const box = scaleBox(placed.box, from, to);
  const mask = createMask(box.width, box.height);
  const columns = new Int32Array(box.width);
  for (let x = 0; x < box.width; x++) {
    columns[x] = Math.floor(((box.x + x + 0.5) * from.width) / to.width) - placed.box.x;
  }
  for (let y = 0, pixel = 0; y < box.height; y++) {
    const sourceY = Math.floor(((box.y + y + 0.5) * from.height) / to.height) - placed.box.y;
    const isIn = sourceY >= 0 && sourceY < placed.box.height;
    const row = sourceY * placed.box.width;
    for (let x = 0; x < box.width; x++, pixel++) {
      const column = columns[x];
      if (isIn && column >= 0 && column < placed.box.width) mask.data[pixel] = placed.mask.data[row + column];
    }
  }
  return { box, mask };
}

/** The number of set pixels. */
export function countSet(mask: Mask): number {
  let count = 0;
  for (let pixel = 0; pixel < mask.data.length; pixel++) count += mask.data[pixel];
  return count;
}

/** The number of pixels that two placed masks share. */
export function countShared(a: PlacedMask, b: PlacedMask): number {
  const fromX = Math.max(a.box.x, b.box.x);
  const toX = Math.min(a.box.x + a.box.width, b.box.x + b.box.width);
  const toY = Math.min(a.box.y + a.box.height, b.box.y + b.box.height);
  let both = 0;
  for (let y = Math.max(a.box.y, b.box.y); y < toY; y++) {
    const inA = (y - a.box.y) * a.box.width - a.box.x;
    const inB = (y - b.box.y) * b.box.width - b.box.x;
    for (let x = fromX; x < toX; x++) both += a.mask.data[inA + x] & b.mask.data[inB + x];
  }
  return both;
}

/** Whether a placed mask has a pixel in a box. */
export function hasPixelIn({ box, mask }: PlacedMask, { x, y, width, height }: Box): boolean {
  const [from, to] = [Math.max(0, x - box.x), Math.min(box.width, x + width - box.x)];
  if (from >= to) return false;
  for (let row = Math.max(0, y - box.y); row < Math.min(box.height, y + height - box.y); row++) {
    if (mask.data.subarray(row * box.width + from, row * box.width + to).includes(1)) return true;
  }
  return false;
}

/** The same pixels in the smallest box that holds them. @throws RangeError when the mask is empty */
export function trimMask({ box, mask }: PlacedMask): PlacedMask {
  let [minX, minY, maxX, maxY] = [box.width, box.height, -1, -1];
  for (let y = 0; y < box.height; y++) {
    const row = mask.data.subarray(y * box.width, (y + 1) * box.width);
    const first = row.indexOf(1);
    if (first < 0) continue;
    minX = Math.min(minX, first);
    maxX = Math.max(maxX, row.lastIndexOf(1));
    minY = Math.min(minY, y);
    maxY = y;
  }
  if (maxX < 0) throw new RangeError('trimMask: expected at least one set pixel, received an empty mask');
  const trimmed = createMask(maxX - minX + 1, maxY - minY + 1);
  for (let y = 0; y < trimmed.height; y++) {
    const from = (minY + y) * box.width + minX;
    trimmed.data.set(mask.data.subarray(from, from + trimmed.width), y * trimmed.width);
  }
  return { box: { x: box.x + minX, y: box.y + minY, width: trimmed.width, height: trimmed.height }, mask: trimmed };
}

/** The corners of the first and last set pixel of every row, in image pixels: all that a hull or a circle can need. */
export function outlinePoints({ box, mask }: PlacedMask): Point[] {
  const points: Point[] = [];
  for (let y = 0; y < mask.height; y++) {
    const row = mask.data.subarray(y * mask.width, (y + 1) * mask.width);
    const first = row.indexOf(1);
    if (first < 0) continue;
    const left = box.x + first;
    const right = box.x + row.lastIndexOf(1) + 1;
    const top = box.y + y;
    points.push({ x: left, y: top }, { x: left, y: top + 1 }, { x: right, y: top }, { x: right, y: top + 1 });
  }
  return points;
}

/** The union of two placed masks. */
export function uniteMasks(a: PlacedMask, b: PlacedMask): PlacedMask {
  const box = unionBox(a.box, b.box);
  const mask = createMask(box.width, box.height);
  for (const part of [a, b]) {
    for (let y = 0; y < part.box.height; y++) {
      const to = (y + part.box.y - box.y) * box.width + part.box.x - box.x;
      for (let x = 0; x < part.box.width; x++) mask.data[to + x] |= part.mask.data[y * part.box.width + x];
    }
  }
  return { box, mask };
}

/** Sets the pixels of a placed mask in a mask of the whole image, which the caller owns. */
export function setPlaced(whole: Mask, { box, mask }: PlacedMask): void {
  for (let y = 0; y < box.height; y++) {
    const to = (box.y + y) * whole.width + box.x;
    for (let x = 0; x < box.width; x++) whole.data[to + x] |= mask.data[y * box.width + x];
  }
}

/** Which pixels of a box placed masks have set, as a mask of that box. */
export function maskInBox(parts: readonly PlacedMask[], box: Box): Mask {
  const result = createMask(box.width, box.height);
  for (const { box: from, mask } of parts) {
    const [left, right] = [Math.max(box.x, from.x), Math.min(box.x + box.width, from.x + from.width)];
    const bottom = Math.min(box.y + box.height, from.y + from.height);
    for (let y = Math.max(box.y, from.y); y < bottom; y++) {
      const to = (y - box.y) * box.width - box.x;
      const row = (y - from.y) * from.width - from.x;
      for (let x = left; x < right; x++) result.data[to + x] |= mask.data[row + x];
    }
  }
  return result;
}
