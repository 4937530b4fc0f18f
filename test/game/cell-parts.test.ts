import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cellBox, gridFor } from '../../src/contract/grid.ts';
import { CELL_PARTS, partAt, partBox } from '../../src/game/cell-parts.ts';
import { puzzleSizes } from '../contract/masks.ts';

const SIZE = { width: 70, height: 50 };
const GRID = { columns: 7, rows: 5 };

describe('the parts of a cell', () => {
  it('lie like the keys of a telephone', () => {
    const cell = { column: 1, row: 0 };
    const boxes = [1, 3, 5, 7, 9].map((part) => partBox(cell, part, GRID, SIZE));
    expect(boxes).toEqual([
      { x: 10, y: 0, width: 4, height: 4 },
      { x: 17, y: 0, width: 3, height: 4 },
      { x: 14, y: 4, width: 3, height: 3 },
      { x: 10, y: 7, width: 4, height: 3 },
      { x: 17, y: 7, width: 3, height: 3 },
    ]);
  });

  it('cover the cell without gap or overlap, none of them empty', () => {
    fc.assert(
      fc.property(puzzleSizes(), (size) => {
        const grid = gridFor(size);
        const cell = { column: grid.columns - 1, row: grid.rows - 1 };
        const parts = Array.from({ length: CELL_PARTS }, (_, index) => partBox(cell, index + 1, grid, size));
        const area = parts.reduce((sum, { width, height }) => sum + width * height, 0);
        const whole = cellBox(cell, grid, size);
        expect(area).toBe(whole.width * whole.height);
        expect(parts.every(({ width, height }) => width > 0 && height > 0)).toBe(true);
      }),
    );
  });

  it('are found again from every pixel of theirs', () => {
    for (let y = 0; y < SIZE.height; y++) {
      for (let x = 0; x < SIZE.width; x++) {
        const { cell, part } = partAt({ x, y }, GRID, SIZE);
        const box = partBox(cell, part, GRID, SIZE);
        expect(x >= box.x && x < box.x + box.width && y >= box.y && y < box.y + box.height).toBe(true);
      }
    }
  });
});
