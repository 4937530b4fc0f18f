import type { Box, Point, Size } from './geometry.ts';
import { GRID_CELLS_ON_LONG_SIDE, GRID_MAX_CELLS, GRID_MIN_CELLS } from './limits.ts';

/** How the puzzle image is divided: columns are lettered from the left, rows numbered from the top. */
export interface Grid {
  readonly columns: number;
  readonly rows: number;
}

/** A cell of the grid; both indices start at 0. */
export interface Cell {
  readonly column: number;
  readonly row: number;
}

const LETTER_A = 'A'.charCodeAt(0);

/** Divides an image into near-square cells, about 12 on the long side, 3 to 12 either way. */
export function gridFor({ width, height }: Size): Grid {
  const cellSize = Math.max(width, height) / GRID_CELLS_ON_LONG_SIDE;
  const cells = (side: number) => Math.min(GRID_MAX_CELLS, Math.max(GRID_MIN_CELLS, Math.round(side / cellSize)));
  return { columns: cells(width), rows: cells(height) };
}

/** The cell that holds a point of the image. The point must lie inside the image. */
export function cellAt(point: Point, grid: Grid, { width, height }: Size): Cell {
  return {
    column: Math.floor((point.x * grid.columns) / width),
    row: Math.floor((point.y * grid.rows) / height),
  };
}

/** The pixels whose cellAt is this cell, as a half-open box. */
export function cellBox({ column, row }: Cell, grid: Grid, { width, height }: Size): Box {
  const x = Math.ceil((column * width) / grid.columns);
  const y = Math.ceil((row * height) / grid.rows);
  return {
    x,
    y,
    width: Math.ceil(((column + 1) * width) / grid.columns) - x,
    height: Math.ceil(((row + 1) * height) / grid.rows) - y,
  };
}

/** `B4` for column 1, row 3. */
export function cellName({ column, row }: Cell): string {
  return `${String.fromCharCode(LETTER_A + column)}${row + 1}`;
}

/**
 * Reads a cell as people type it: `B4`, `b 4`, `4b`, `B-4`.
 *
 * @returns undefined when the text names no cell of this grid
 */
export function parseCell(text: string, grid: Grid): Cell | undefined {
  const compact = text
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s\-_.,:;]+/g, '');
  const match = /^(?:(?<letter>[A-Z])(?<digits>\d{1,2})|(?<digitsFirst>\d{1,2})(?<letterLast>[A-Z]))$/.exec(compact);
  if (!match?.groups) return undefined;
  const letter = match.groups['letter'] ?? match.groups['letterLast'] ?? '';
  const digits = match.groups['digits'] ?? match.groups['digitsFirst'] ?? '';
  const cell = { column: letter.charCodeAt(0) - LETTER_A, row: Number(digits) - 1 };
  const inside = cell.column >= 0 && cell.column < grid.columns && cell.row >= 0 && cell.row < grid.rows;
  return inside ? cell : undefined;
}
