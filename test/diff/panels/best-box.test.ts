import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findBestBox } from '../../../src/diff/panels/best-box.ts';
import { createFloatMap, type FloatMap } from '../../../src/imaging/image.ts';

const WIDTH = 6;
const HEIGHT = 4;

function sumOver({ width, data }: FloatMap, x: number, y: number, columns: number, rows: number): number {
  let sum = 0;
  for (let row = y; row < y + rows; row++) {
    for (let column = x; column < x + columns; column++) sum += data[row * width + column];
  }
  return sum;
}

/** The highest sum over any box of at most these sides, by trying them all. */
function highestSum(map: FloatMap, maxColumns: number, maxRows: number): number {
  let best = 0;
  for (let y = 0; y < HEIGHT; y++)
    for (let x = 0; x < WIDTH; x++)
      for (let rows = 1; rows <= Math.min(maxRows, HEIGHT - y); rows++)
        for (let columns = 1; columns <= Math.min(maxColumns, WIDTH - x); columns++)
          best = Math.max(best, sumOver(map, x, y, columns, rows));
  return best;
}

describe('findBestBox', () => {
  it.each(['across', 'down'] as const)('sums to as much as any box that is short enough, %s', (direction) => {
    const maps = fc.array(fc.integer({ min: -9, max: 9 }), { minLength: WIDTH * HEIGHT, maxLength: WIDTH * HEIGHT });
    fc.assert(
      fc.property(maps, fc.integer({ min: 1, max: WIDTH }), (values, maxLength) => {
        const map = createFloatMap(WIDTH, HEIGHT, Float32Array.from(values));
        const best = findBestBox(map, direction, maxLength);
        const [columns, rows] = direction === 'across' ? [maxLength, HEIGHT] : [WIDTH, maxLength];
        expect(best?.score ?? 0).toBe(highestSum(map, columns, rows));
        if (!best) return;
        const { x, y, width, height } = best.box;
        expect(sumOver(map, x, y, width, height)).toBe(best.score);
        expect(direction === 'across' ? width : height).toBeLessThanOrEqual(maxLength);
      }),
    );
  });
});
