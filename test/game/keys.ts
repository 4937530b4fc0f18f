import fc from 'fast-check';
import type { AnswerKey, KeyDifference } from '../../src/contract/answer-key.ts';
import type { Size } from '../../src/contract/geometry.ts';
import { type Grid, gridFor } from '../../src/contract/grid.ts';
import type { RunLengthMask } from '../../src/contract/run-length-mask.ts';
import { masksWithin } from '../contract/masks.ts';

/** A difference of which only the mask, and for hints its ease, matters. */
function differenceOf(mask: RunLengthMask, index: number): KeyDifference {
  const circle = { x: mask.box.x, y: mask.box.y, radius: 1 };
  return { id: index + 1, edit: 'recolour', box: mask.box, circle, areaRatio: 0.01, deltaE: 20, mask };
}

/** A key with these masks, numbered from 1. */
export function keyOf(size: Size, grid: Grid, masks: readonly RunLengthMask[]): AnswerKey {
  return {
    version: 1,
    seed: 'test',
    width: size.width,
    height: size.height,
    level: 'easy',
    difficulty: 30,
    grid,
    differences: masks.map(differenceOf),
  };
}

/** Keys of small images with one to five differences, which may touch and overlap. */
export function keys(): fc.Arbitrary<AnswerKey> {
  const side = fc.integer({ min: 48, max: 90 });
  return fc
    .record({ width: side, height: side })
    .chain((size) =>
      fc.array(masksWithin(size), { minLength: 1, maxLength: 5 }).map((masks) => keyOf(size, gridFor(size), masks)),
    );
}
