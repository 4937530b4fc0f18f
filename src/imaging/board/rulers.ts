import type { Point, Size } from '../../contract/geometry.ts';
import { type Cell, cellBox, cellName, type Grid } from '../../contract/grid.ts';
import { letterPath } from '../lettering.ts';
import { BOARD_COLOURS } from './board-colours.ts';
import type { BoardLayout } from './board-layout.ts';

/** Font sizes as shares of the ruler's width. */
const LABEL_SIZE = 0.66;
const BADGE_SIZE = 0.8;
/** Tick length and width as shares of the ruler's width. */
const TICK_LENGTH = 0.28;
const TICK_WIDTH = 0.07;
/** Grid lines over a picture hide as little of it as they may. */
const LINE_OPACITY = 0.55;
const LINE_COLOURS = ['#000000', '#ffffff'] as const;

const rect = (x: number, y: number, width: number, height: number, fill: string) =>
  `<rect x="${x}" y="${y}" width="${width}" height="${height}" fill="${fill}"/>`;

const label = (text: string, x: number, y: number, size: number, fill: string) =>
  `<path d="${letterPath(text, { x, y, size })}" fill="${fill}"/>`;

/** One cell of a ruler: a band (every other one shaded), a tick at its start, its letter or number. */
function rulerCell(cell: Cell, axis: 'column' | 'row', grid: Grid, panel: Size, origin: Point, ruler: number): string {
  const box = cellBox(cell, grid, panel);
  const name = axis === 'column' ? cellName(cell)[0] : cellName(cell).slice(1);
  const fill = cell[axis] % 2 === 0 ? BOARD_COLOURS.band : BOARD_COLOURS.paper;
  const tick = ruler * TICK_LENGTH;
  const half = (ruler * TICK_WIDTH) / 2;
  if (axis === 'column') {
    const x = origin.x + box.x;
    const y = origin.y - ruler;
    return (
      rect(x, y, box.width, ruler, fill) +
      (cell.column > 0 ? rect(x - half, origin.y - tick, half * 2, tick, BOARD_COLOURS.ink) : '') +
      label(name, x + box.width / 2, y + ruler / 2, ruler * LABEL_SIZE, BOARD_COLOURS.ink)
    );
  }
  const x = origin.x - ruler;
  const y = origin.y + box.y;
  return (
    rect(x, y, ruler, box.height, fill) +
    (cell.row > 0 ? rect(origin.x - tick, y - half, tick, half * 2, BOARD_COLOURS.ink) : '') +
    label(name, x + ruler / 2, y + box.height / 2, ruler * LABEL_SIZE, BOARD_COLOURS.ink)
  );
}

/** The rulers of one panel and the badge with its name in the corner where they meet. SVG elements. */
export function drawRulers(name: string, origin: Point, panel: Size, grid: Grid, { ruler }: BoardLayout): string {
  const columns = Array.from({ length: grid.columns }, (_, column) =>
    rulerCell({ column, row: 0 }, 'column', grid, panel, origin, ruler),
  );
  const rows = Array.from({ length: grid.rows }, (_, row) =>
    rulerCell({ column: 0, row }, 'row', grid, panel, origin, ruler),
  );
  const badge =
    rect(origin.x - ruler, origin.y - ruler, ruler, ruler, BOARD_COLOURS.ink) +
    label(name, origin.x - ruler / 2, origin.y - ruler / 2, ruler * BADGE_SIZE, BOARD_COLOURS.paperInk);
  return [...columns, ...rows, badge].join('');
}

/** The lines between the cells of a grid, over a panel: white beside black, so that one of them stands out. SVG elements. */
export function drawGridLines(grid: Grid, panel: Size): string {
  const line = (x: number, y: number, isDown: boolean) => {
    const [dx, dy] = isDown ? [1, 0] : [0, 1];
    const [width, height] = isDown ? [1, panel.height] : [panel.width, 1];
    const half = (left: number, top: number, fill: string) =>
      `<rect x="${left}" y="${top}" width="${width}" height="${height}" fill="${fill}" fill-opacity="${LINE_OPACITY}"/>`;
    return half(x - dx, y - dy, LINE_COLOURS[0]) + half(x, y, LINE_COLOURS[1]);
  };
  const columns = Array.from({ length: grid.columns - 1 }, (_, at) =>
    line(cellBox({ column: at + 1, row: 0 }, grid, panel).x, 0, true),
  );
  const rows = Array.from({ length: grid.rows - 1 }, (_, at) =>
    line(0, cellBox({ column: 0, row: at + 1 }, grid, panel).y, false),
  );
  return [...columns, ...rows].join('');
}
