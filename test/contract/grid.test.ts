import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Cell, cellAt, cellBox, cellName, type Grid, gridFor, parseCell } from '../../src/contract/grid.ts';
import { puzzleSizes } from './masks.ts';

const GRID: Grid = { columns: 12, rows: 8 };

function allCells({ columns, rows }: Grid): Cell[] {
  return Array.from({ length: columns * rows }, (_, index) => ({
    column: index % columns,
    row: Math.floor(index / columns),
  }));
}

describe('gridFor', () => {
  it.each([
    [1200, 800, 12, 8],
    [800, 1200, 8, 12],
    [500, 500, 12, 12],
    [1600, 100, 12, 3],
    [48, 1600, 3, 12],
  ])('divides %i x %i pixels into %i columns and %i rows', (width, height, columns, rows) => {
    expect(gridFor({ width, height })).toEqual({ columns, rows });
  });

  it('has 12 cells on the long side, 3 to 12 on the other, near-square where that is possible', () => {
    fc.assert(
      fc.property(puzzleSizes(), (size) => {
        const { columns, rows } = gridFor(size);
        expect(Math.max(columns, rows)).toBe(12);
        expect(Math.min(columns, rows)).toBeGreaterThanOrEqual(3);
        const aspect = size.width / columns / (size.height / rows);
        const longest = Math.max(size.width, size.height) / Math.min(size.width, size.height);
        if (longest <= 4) expect(Math.max(aspect, 1 / aspect)).toBeLessThan(1.2);
      }),
    );
  });
});

describe('cells', () => {
  it('hold each pixel exactly once: cellAt and cellBox agree', () => {
    fc.assert(
      fc.property(puzzleSizes(), (size) => {
        const grid = gridFor(size);
        let pixels = 0;
        for (const cell of allCells(grid)) {
          const { x, y, width, height } = cellBox(cell, grid, size);
          expect(cellAt({ x, y }, grid, size)).toEqual(cell);
          expect(cellAt({ x: x + width - 1, y: y + height - 1 }, grid, size)).toEqual(cell);
          pixels += width * height;
        }
        expect(pixels).toBe(size.width * size.height);
      }),
    );
  });

  it('follow floor(x * columns / width) where the sides do not divide evenly', () => {
    const size = { width: 50, height: 49 };
    expect(cellAt({ x: 4, y: 6 }, GRID, size)).toEqual({ column: 0, row: 0 });
    expect(cellAt({ x: 5, y: 7 }, GRID, size)).toEqual({ column: 1, row: 1 });
    expect(cellBox({ column: 1, row: 1 }, GRID, size)).toEqual({ x: 5, y: 7, width: 4, height: 6 });
  });
});

describe('parseCell', () => {
  it('reads the name of every cell', () => {
    for (const cell of allCells(GRID)) expect(parseCell(cellName(cell), GRID)).toEqual(cell);
  });

  it.each(['B4', 'b4', 'b 4', '4b', '4 B', 'B-4', 'b_4', ' B4. ', 'B:4', 'B04', 'Ｂ４'])('reads “%s” as B4', (text) => {
    expect(parseCell(text, GRID)).toEqual({ column: 1, row: 3 });
  });

  it('reads two digits', () => {
    expect(parseCell('L12', { columns: 12, rows: 12 })).toEqual({ column: 11, row: 11 });
  });

  it.each(['', 'B', '4', 'B0', 'B9', 'M1', 'Z99', 'BB4', 'B4B', '4B4', 'B-', 'Б4', 'B½', 'B100', '<@1>', '1,2'])(
    'does not take “%s” for a cell of a grid from A1 to L8',
    (text) => {
      expect(parseCell(text, GRID)).toBeUndefined();
    },
  );
});
