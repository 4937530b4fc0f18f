import type { AnswerKey } from '../contract/answer-key.ts';
import { CodedError } from '../contract/coded-error.ts';
import { cellName, parseCell } from '../contract/grid.ts';
import { MAX_PLACES_PER_GUESS } from '../contract/limits.ts';
import type { GuessTarget } from './round.ts';

/** The part of a key that says what can be named. */
type Board = Pick<AnswerKey, 'grid' | 'width' | 'height'>;

/** A place as it was typed: what it names, or why it names nothing. */
interface Place {
  readonly text: string;
  readonly target?: GuessTarget;
}

/** A misunderstood text is repeated to its author up to this length. */
const MAX_ECHOED_CHARACTERS = 40;
/** Longer texts are no list of places, and need not be tried in every way. */
const MAX_READ_CHARACTERS = 100;

/** `B4`, `B-4`, `B 4`, `4B`. */
const CELL = /(?<cell>[A-Z][\s\-_.,:;]*\d{1,2}|\d{1,2}[\s\-_.,:;]*[A-Z])/y;
/** The same with the part of the cell behind it: `B4.7`. */
const CELL_PART = new RegExp(`${CELL.source}\\s*[.,]\\s*(?<part>[1-9])(?![0-9])`, 'y');
/** What people call x and y: `412,233`, `412 233`, `(412; 233)`, `412x233`. */
const POINT = /\(?\s*(?<x>\d{1,5})\s*[,;X\s]\s*(?<y>\d{1,5})(?:\s*\))?/y;
/** Between two places. */
const SEPARATOR = /[\s,;+&/|]+/y;

type Groups = Readonly<Record<string, string | undefined>>;

function cellPlace({ cell: text = '', part }: Groups, { grid }: Board): Place {
  const cell = parseCell(text, grid);
  if (cell === undefined) return { text };
  return { text, target: part === undefined ? { kind: 'cell', cell } : { kind: 'part', cell, part: Number(part) } };
}

function pointPlace({ x = '', y = '' }: Groups, { grid, width, height }: Board): Place {
  const point = { x: Number(x), y: Number(y) };
  const text = `${x}, ${y}`;
  // `4,7` may well mean column 4, row 7: too close to call.
  const couldBeCell = point.x <= grid.columns && point.y <= grid.rows;
  return point.x < width && point.y < height && !couldBeCell ? { text, target: { kind: 'point', point } } : { text };
}

const PATTERNS = [
  { pattern: CELL_PART, read: cellPlace },
  { pattern: CELL, read: cellPlace },
  { pattern: POINT, read: pointPlace },
] as const;

function matchAt(pattern: RegExp, text: string, position: number): RegExpExecArray | null {
  pattern.lastIndex = position;
  return pattern.exec(text);
}

/** Every way to read the rest of a text as a list of places. `B4, 7C` and `B4,7 C` show why there can be several. */
function* readings(text: string, position: number, board: Board): Generator<readonly Place[]> {
  for (const { pattern, read } of PATTERNS) {
    const match = matchAt(pattern, text, position);
    if (match === null) continue;
    const place = read(match.groups ?? {}, board);
    const end = position + match[0].length;
    if (end === text.length) {
      yield [place];
      continue;
    }
    const separator = matchAt(SEPARATOR, text, end);
    if (separator === null) continue;
    for (const rest of readings(text, end + separator[0].length, board)) yield [place, ...rest];
  }
}

function shorten(text: string): string {
  const characters = [...text];
  return characters.length <= MAX_ECHOED_CHARACTERS
    ? text
    : `${characters.slice(0, MAX_ECHOED_CHARACTERS - 1).join('')}…`;
}

/** Why a text names no place. */
function refusal(text: string, reading: readonly Place[] | undefined, { grid, width, height }: Board): CodedError {
  const lastCell = cellName({ column: grid.columns - 1, row: grid.rows - 1 });
  const outside = reading?.find(({ target }) => target === undefined)?.text;
  if (outside === undefined) return new CodedError('cell-not-understood', { text: shorten(text), lastCell });
  if (/[A-Z]/.test(outside)) return new CodedError('cell-outside-grid', { cell: outside, lastCell });
  const [x = 0, y = 0] = outside.split(', ').map(Number);
  if (x < width && y < height) return new CodedError('cell-not-understood', { text: shorten(text), lastCell });
  return new CodedError('point-outside-picture', { x, y, width, height });
}

const sameTarget = (a: GuessTarget, b: GuessTarget): boolean => JSON.stringify(a) === JSON.stringify(b);

/**
 * Reads where a player points, as people type it: cells (`B4`, `b 4`, `4b`), parts of cells (`B4.7`), pixels
 * (`412,233`), one or several (`B4 F2 H6`). A place that is named twice counts once.
 *
 * @returns 1 to MAX_PLACES_PER_GUESS targets
 * @throws CodedError `cell-not-understood`, `cell-outside-grid`, `point-outside-picture`, `too-many-places`
 */
export function parseTargets(text: string, board: Board): readonly GuessTarget[] {
  const trimmed = text.normalize('NFKC').trim();
  const all = trimmed.length > MAX_READ_CHARACTERS ? [] : [...readings(trimmed.toUpperCase(), 0, board)];
  const targets = all
    .map((places) => places.flatMap(({ target }) => target ?? []))
    .find((named, index) => named.length === all[index]?.length);
  if (targets === undefined) throw refusal(text.trim(), all[0], board);
  const distinct = targets.filter((one, index) => targets.findIndex((other) => sameTarget(one, other)) === index);
  if (distinct.length > MAX_PLACES_PER_GUESS) throw new CodedError('too-many-places', { max: MAX_PLACES_PER_GUESS });
  return distinct;
}
