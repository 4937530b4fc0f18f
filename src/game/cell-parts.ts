import type { Box, Point, Size } from '../contract/geometry.ts';
import { type Cell, cellAt, cellBox, type Grid } from '../contract/grid.ts';

/** A cell is cut into three by three parts, numbered like the keys of a telephone: 1 top left, 9 bottom right. */
const PARTS_A_SIDE = 3;
export const CELL_PARTS = PARTS_A_SIDE * PARTS_A_SIDE;

/** Cuts a length in three whole parts that differ by one at most. */
const cut = (length: number, index: number): number => Math.ceil((index * length) / PARTS_A_SIDE);

/**
 * The pixels of a part of a cell, as a half-open box.
 *
 * @param part 1 to 9
 */
export function partBox(cell: Cell, part: number, grid: Grid, size: Size): Box {
  const { x, y, width, height } = cellBox(cell, grid, size);
  const column = (part - 1) % PARTS_A_SIDE;
  const row = Math.floor((part - 1) / PARTS_A_SIDE);
  return {
    x: x + cut(width, column),
    y: y + cut(height, row),
    width: cut(width, column + 1) - cut(width, column),
    height: cut(height, row + 1) - cut(height, row),
  };
}

/** The cell that holds a pixel, and the part of the cell. The pixel must lie inside the image. */
export function partAt(point: Point, grid: Grid, size: Size): { readonly cell: Cell; readonly part: number } {
  const cell = cellAt(point, grid, size);
  const parts = Array.from({ length: CELL_PARTS }, (_, index) => index + 1);
  const part = parts.find((number) => {
    const box = partBox(cell, number, grid, size);
    return point.x < box.x + box.width && point.y < box.y + box.height;
  });
  if (part === undefined) throw new RangeError(`No part of a cell holds ${point.x}, ${point.y}.`);
  return { cell, part };
}
