import fc from 'fast-check';
import type { Box, Point, Size } from '../../src/contract/geometry.ts';
import { MAX_PUZZLE_SIDE_PX, MIN_PICTURE_SIDE_PX } from '../../src/contract/limits.ts';
import { encodeRunLengths, forEachSpan, type RunLengthMask } from '../../src/contract/run-length-mask.ts';

/** A mask drawn with characters: `#` is set, anything else is not. */
export function maskFrom(rows: readonly string[], at: Point = { x: 0, y: 0 }): RunLengthMask {
  const width = rows[0]?.length ?? 0;
  const data = Uint8Array.from(rows.join(''), (character) => (character === '#' ? 1 : 0));
  const { counts } = encodeRunLengths(data, width, { x: 0, y: 0, width, height: rows.length });
  return { box: { x: at.x, y: at.y, width, height: rows.length }, counts };
}

/** All set pixels in row-major order. */
export function pixelsOf(mask: RunLengthMask): Point[] {
  const pixels: Point[] = [];
  forEachSpan(mask, (y, fromX, toX) => {
    for (let x = fromX; x < toX; x++) pixels.push({ x, y });
  });
  return pixels;
}

/** Sizes that puzzle images can have. */
export function puzzleSizes(): fc.Arbitrary<Size> {
  const side = fc.integer({ min: MIN_PICTURE_SIDE_PX, max: MAX_PUZZLE_SIDE_PX });
  return fc.record({ width: side, height: side });
}

/** Whole boxes that lie inside an image, at most `maxSide` wide and high. */
export function boxesWithin({ width, height }: Size, maxSide: number): fc.Arbitrary<Box> {
  const span = (limit: number) =>
    fc
      .integer({ min: 1, max: Math.min(limit, maxSide) })
      .chain((length) => fc.tuple(fc.integer({ min: 0, max: limit - length }), fc.constant(length)));
  return fc
    .tuple(span(width), span(height))
    .map(([[x, boxWidth], [y, boxHeight]]) => ({ x, y, width: boxWidth, height: boxHeight }));
}

/** Masks with at least one pixel that lie inside an image. */
export function masksWithin(size: Size, maxSide = 24): fc.Arbitrary<RunLengthMask> {
  return boxesWithin(size, maxSide).chain((box) =>
    fc
      .uint8Array({ minLength: box.width * box.height, maxLength: box.width * box.height, max: 1 })
      .filter((data) => data.includes(1))
      .map((data) => ({
        ...encodeRunLengths(data, box.width, { ...box, x: 0, y: 0 }),
        box,
      })),
  );
}
