import { createMask, type Mask } from './image.ts';

/** The mask with every 0 turned to 1 and back. */
export function invert(mask: Mask): Mask {
  const result = createMask(mask.width, mask.height);
  for (let pixel = 0; pixel < result.data.length; pixel++) result.data[pixel] = 1 - mask.data[pixel];
  return result;
}

/** Half the width of a disc of this radius at each distance from its middle row, in whole pixels. */
function discHalfWidths(radius: number): number[] {
  return Array.from({ length: Math.floor(radius) + 1 }, (_, dy) => Math.floor(Math.sqrt(radius * radius - dy * dy)));
}

/**
 * Grows a mask by a disc of this radius in pixels (any real number >= 0). Paints every run of set pixels once for each
 * row of the disc, so the work follows what is set and not the size of the image.
 */
export function dilate(mask: Mask, radius: number): Mask {
  const { width, height, data } = mask;
  const result = createMask(width, height);
  const halfWidths = discHalfWidths(radius);
  const paint = (y: number, from: number, to: number) => {
    for (let dy = 1 - halfWidths.length; dy < halfWidths.length; dy++) {
      if (y + dy < 0 || y + dy >= height) continue;
      const half = halfWidths[Math.abs(dy)];
      const row = (y + dy) * width;
      result.data.fill(1, row + Math.max(0, from - half), row + Math.min(width, to + half));
    }
  };
  for (let y = 0; y < height; y++) {
    const row = data.subarray(y * width, (y + 1) * width);
    for (let from = row.indexOf(1); from >= 0; ) {
      const end = row.indexOf(0, from);
      const to = end < 0 ? width : end;
      paint(y, from, to);
      from = end < 0 ? -1 : row.indexOf(1, to);
    }
  }
  return result;
}

/** Closes gaps and bays of a mask, also those at the image's border, that a disc of this radius in pixels does not fit into. */
export function close(mask: Mask, radius: number): Mask {
  return invert(dilate(invert(dilate(mask, radius)), radius));
}
