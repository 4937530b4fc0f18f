import fc from 'fast-check';
import { createMask, type Mask } from '../../src/imaging/image.ts';

const MAX_SIDE = 14;

/** Masks of any small size, square ones included but rare. */
export function masks(maxSide = MAX_SIDE): fc.Arbitrary<Mask> {
  const side = fc.integer({ min: 1, max: maxSide });
  return fc
    .tuple(side, side)
    .chain(([width, height]) =>
      fc
        .uint8Array({ minLength: width * height, maxLength: width * height, max: 1 })
        .map((data) => createMask(width, height, data)),
    );
}

/** Masks with at least one set pixel. */
export function filledMasks(maxSide = MAX_SIDE): fc.Arbitrary<Mask> {
  return masks(maxSide).filter(({ data }) => data.includes(1));
}

/** One sRGB colour, a byte a channel. */
export function colours(): fc.Arbitrary<[number, number, number]> {
  const byte = fc.integer({ min: 0, max: 255 });
  return fc.tuple(byte, byte, byte);
}
