import type { Box, Size } from '../contract/geometry.ts';
import { growBox, scaleBox } from './geometry.ts';
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
  for (let y = 0; y < box.height; y++) {
    const sourceY = Math.floor(((box.y + y + 0.5) * from.height) / to.height) - placed.box.y;
    if (sourceY < 0 || sourceY >= placed.box.height) continue;
    for (let x = 0; x < box.width; x++) {
      const sourceX = Math.floor(((box.x + x + 0.5) * from.width) / to.width) - placed.box.x;
      if (sourceX < 0 || sourceX >= placed.box.width) continue;
      mask.data[y * box.width + x] = placed.mask.data[sourceY * placed.box.width + sourceX];
    }
  }
  return { box, mask };
}

/** Sets every pixel that cannot be reached (4-connected) from outside the mask. */
export function fillHoles(mask: Mask): Mask {
  const { width, height, data } = mask;
  const outside = new Uint8Array(data.length);
  const stack: number[] = [];
  const reach = (x: number, y: number) => {
    const pixel = y * width + x;
    if (x < 0 || y < 0 || x >= width || y >= height || data[pixel] || outside[pixel]) return;
    outside[pixel] = 1;
    stack.push(pixel);
  };
  for (let x = 0; x < width; x++) {
    reach(x, 0);
    reach(x, height - 1);
  }
  for (let y = 0; y < height; y++) {
    reach(0, y);
    reach(width - 1, y);
  }
  while (stack.length > 0) {
    const pixel = stack.pop() as number;
    const y = Math.floor(pixel / width);
    const x = pixel - y * width;
    reach(x - 1, y);
    reach(x + 1, y);
    reach(x, y - 1);
    reach(x, y + 1);
  }
  return createMask(
    width,
    height,
    outside.map((value) => 1 - value),
  );
}

/** The number of set pixels. */
export function countSet(mask: Mask): number {
  let count = 0;
  for (const value of mask.data) count += value;
  return count;
}
