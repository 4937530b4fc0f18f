import type { AnswerKey } from '../../contract/answer-key.ts';
import { type Cell, cellAt, cellName } from '../../contract/grid.ts';
import { centrePixel } from '../../game/mask-measures.ts';
import type { GuessTarget } from '../../game/round.ts';
import type { Translate } from '../../i18n.ts';

/** Names the cell at the middle of a difference; naming it in a guess hits. */
export function nameOfDifference(key: AnswerKey, differenceId: number): string {
  const difference = key.differences.find(({ id }) => id === differenceId);
  if (difference === undefined) throw new Error(`The key has no difference ${differenceId}.`);
  return cellName(cellAt(centrePixel(difference.mask), key.grid, key));
}

/** Names a part of a cell: `B4.7`. */
export const partName = (cell: Cell, part: number): string => `${cellName(cell)}.${part}`;

/** Names where a player pointed: `B4`, `B4.7`, or the pixel. */
export function nameOfTarget(target: GuessTarget, t: Translate): string {
  if (target.kind === 'point') return t('guess.point', { x: target.point.x, y: target.point.y });
  return target.kind === 'cell' ? cellName(target.cell) : partName(target.cell, target.part);
}

/** The last cell of the grid, bottom right. */
export function lastCellName({ grid }: Pick<AnswerKey, 'grid'>): string {
  return cellName({ column: grid.columns - 1, row: grid.rows - 1 });
}

/** A mention that shows as the person's name; nobody is notified because mentions are not allowed to. */
export const mention = (userId: string): string => `<@${userId}>`;
