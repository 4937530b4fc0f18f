import type { AnswerKey } from '../contract/answer-key.ts';
import { CodedError } from '../contract/coded-error.ts';
import type { Point } from '../contract/geometry.ts';
import { cellName, parseCell } from '../contract/grid.ts';
import type { GuessTarget } from './round.ts';

/** What people call x and y: `412,233`, `412 233`, `(412; 233)`, `412x233`. */
const POINT = /^\(?\s*(?<x>\d{1,5})\s*[,;x\s]\s*(?<y>\d{1,5})\s*\)?$/i;

/** A misunderstood text is repeated to its author up to this length. */
const MAX_ECHOED_CHARACTERS = 40;

/** The part of a key that says what can be named. */
type Board = Pick<AnswerKey, 'grid' | 'width' | 'height'>;

function parsePoint(text: string, { grid, width, height }: Board): Point | undefined {
  const match = POINT.exec(text.normalize('NFKC').trim());
  if (!match?.groups) return undefined;
  const point = { x: Number(match.groups['x']), y: Number(match.groups['y']) };
  // `4,7` may well mean column 4, row 7: too close to call.
  const couldBeCell = point.x <= grid.columns && point.y <= grid.rows;
  return point.x < width && point.y < height && !couldBeCell ? point : undefined;
}

function shorten(text: string): string {
  const characters = [...text];
  return characters.length <= MAX_ECHOED_CHARACTERS
    ? text
    : `${characters.slice(0, MAX_ECHOED_CHARACTERS - 1).join('')}…`;
}

/**
 * Reads where a player points, as people type it: a cell (`B4`, `b 4`, `4b`) or a pixel (`412,233`).
 *
 * @throws CodedError `cell-not-understood`
 */
export function parseTarget(text: string, board: Board): GuessTarget {
  const cell = parseCell(text, board.grid);
  if (cell) return { kind: 'cell', cell };
  const point = parsePoint(text, board);
  if (point) return { kind: 'point', point };
  const lastCell = cellName({ column: board.grid.columns - 1, row: board.grid.rows - 1 });
  throw new CodedError('cell-not-understood', { text: shorten(text.trim()), lastCell });
}
