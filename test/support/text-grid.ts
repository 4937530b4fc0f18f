import { createMask, type Mask } from '../../src/imaging/image.ts';
import type { PlacedMask } from '../../src/imaging/placed-mask.ts';

/** A mask drawn with characters: `#` is set, anything else is not. */
export function maskOf(...rows: readonly string[]): Mask {
  const data = Uint8Array.from(rows.join(''), (character) => (character === '#' ? 1 : 0));
  return createMask(rows[0].length, rows.length, data);
}

/** The characters of a mask, for comparing and for reading what went wrong. */
export function textOf({ width, height, data }: Mask): string[] {
  return Array.from({ length: height }, (_, y) =>
    Array.from(data.subarray(y * width, (y + 1) * width), (value) => (value === 1 ? '#' : '.')).join(''),
  );
}

/** A mask drawn with characters whose top left corner stands at (x, y) of a larger image. */
export function placedOf(x: number, y: number, ...rows: readonly string[]): PlacedMask {
  const mask = maskOf(...rows);
  return { box: { x, y, width: mask.width, height: mask.height }, mask };
}
