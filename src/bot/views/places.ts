import type { AnswerKey } from '../../contract/answer-key.ts';
import { cellAt, cellName } from '../../contract/grid.ts';
import { centrePixel } from '../../game/mask-measures.ts';
import type { GuessTarget } from '../../game/round.ts';
import type { Translate } from '../../i18n.ts';

/** Names the cell at the middle of a difference; naming it in a guess hits. */
export function nameOfDifference(key: AnswerKey, differenceId: number): string {
  const difference = key.differences.find(({ id }) => id === differenceId);
  if (difference === undefined) throw new Error(`The key has no difference ${differenceId}.`);
  return cellName(cellAt(centrePixel(difference.mask), key.grid, key));
}

/** Names where a player pointed: `B4`, or the pixel. */
export function nameOfTarget(target: GuessTarget, t: Translate): string {
  return target.kind === 'cell' ? cellName(target.cell) : t('guess.point', { x: target.point.x, y: target.point.y });
}

/** The last cell of the grid, bottom right. */
export function lastCellName({ grid }: Pick<AnswerKey, 'grid'>): string {
  return cellName({ column: grid.columns - 1, row: grid.rows - 1 });
}

/** A mention that shows as the person's name; nobody is notified because mentions are not allowed to. */
export const mention = (userId: string): string => `<@${userId}>`;
