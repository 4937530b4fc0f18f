import type { Box, Point } from './geometry.ts';

/**
 * A binary mask as plain JSON. `counts` are run lengths, row-major inside `box`, alternating and starting with
 * zeros (so a mask whose first pixel is set starts with a count of 0). The counts sum to box.width * box.height.
 */
export interface RunLengthMask {
  readonly box: Box;
  readonly counts: readonly number[];
}

/**
 * Visits every set pixel of a run-length mask as horizontal spans, in row-major order.
 *
 * @param visit receives the row, the first column and the column after the last, in image pixels
 */
export function forEachSpan(mask: RunLengthMask, visit: (y: number, fromX: number, toX: number) => void): void {
  const { x, y, width } = mask.box;
  let position = 0;
  mask.counts.forEach((count, index) => {
    const end = position + count;
    const isSet = index % 2 === 1;
    while (isSet && position < end) {
      const row = Math.floor(position / width);
      const rowEnd = Math.min(end, (row + 1) * width);
      visit(y + row, x + position - row * width, x + rowEnd - row * width);
      position = rowEnd;
    }
    position = end;
  });
}

/** The number of set pixels of a run-length mask. */
export function countPixels(mask: RunLengthMask): number {
  return mask.counts.reduce((sum, count, index) => sum + (index % 2 === 1 ? count : 0), 0);
}

/**
 * The distance in pixels from a point to the nearest pixel of the mask, 0 inside it.
 * A pixel at column c is the square c <= x < c + 1; distance is measured to its centre line within the span.
 *
 * @returns Infinity for an empty mask
 */
export function distanceToMask(mask: RunLengthMask, point: Point): number {
  const column = Math.floor(point.x);
  const row = Math.floor(point.y);
  let best = Number.POSITIVE_INFINITY;
  forEachSpan(mask, (y, fromX, toX) => {
    const dx = column < fromX ? fromX - column : column >= toX ? column - toX + 1 : 0;
    best = Math.min(best, Math.hypot(dx, y - row));
  });
  return best;
}

/**
 * Encodes a mask given as one byte a pixel.
 *
 * @param data row-major, width * height values, 0 or 1, of the whole image
 * @param imageWidth pixels in a row of `data`
 * @param box the part to encode; every set pixel of interest lies in it
 */
export function encodeRunLengths(data: Uint8Array, imageWidth: number, box: Box): RunLengthMask {
  const counts: number[] = [];
  let current = 0;
  let length = 0;
  for (let y = box.y; y < box.y + box.height; y++) {
    for (let x = box.x; x < box.x + box.width; x++) {
      const value = data[y * imageWidth + x];
      if (value === current) {
        length++;
      } else {
        counts.push(length);
        current = value;
        length = 1;
      }
    }
  }
  counts.push(length);
  return { box, counts };
}
