import type { AnswerKey } from '../contract/answer-key.ts';
import { cellName, parseCell } from '../contract/grid.ts';
import { CELL_PARTS } from './cell-parts.ts';
import type { Round } from './round.ts';

/** What is written before the place that is being typed: `B4, ` in `B4, F`. */
const EARLIER_PLACES = /^(?<earlier>.*[\s,;]+)?(?<current>[^\s,;]*)$/s;

/** The cells where a player's guesses have found nothing: no use to offer them again. */
function triedCells({ guesses }: Round, playerId: string): ReadonlySet<string> {
  const own = guesses.filter((guess) => guess.playerId === playerId && guess.verdict.kind === 'missed');
  return new Set(own.flatMap(({ target }) => (target.kind === 'cell' ? [cellName(target.cell)] : [])));
}

function namesOf(current: string, { grid }: AnswerKey): string[] {
  const cell = parseCell(current, grid);
  const exact = cell === undefined ? [] : [cellName(cell)];
  const parts = exact.flatMap((name) => Array.from({ length: CELL_PARTS }, (_, index) => `${name}.${index + 1}`));
  const all = Array.from({ length: grid.columns * grid.rows }, (_, index) =>
    cellName({ column: Math.floor(index / grid.rows), row: index % grid.rows }),
  );
  return [...new Set([...exact, ...all.filter((name) => name.startsWith(current)), ...parts])];
}

/**
 * Completes what a player types into a guess: the cells that begin like it, and the parts of a cell that is named.
 *
 * @param max how many are wanted at most
 * @returns whole texts, with the places that were named before
 */
export function suggestCells(
  round: Round,
  key: AnswerKey,
  { playerId, typed, max }: { readonly playerId: string; readonly typed: string; readonly max: number },
): readonly string[] {
  const { earlier = '', current = '' } = EARLIER_PLACES.exec(typed.normalize('NFKC').toUpperCase())?.groups ?? {};
  const tried = triedCells(round, playerId);
  return namesOf(current, key)
    .filter((name) => !tried.has(name))
    .slice(0, max)
    .map((name) => `${earlier}${name}`);
}
